package com.in2peta.worker.model.tones;

import com.in2peta.worker.job.ModelFailure;

/**
 * A mono recording; stereo is averaged.
 *
 * @param samples from -1 to 1
 * @param rate samples per second, 8,000 to 48,000
 */
public record Recording(float[] samples, int rate) {

    public static final int MIN_RATE = 8_000;
    public static final int MAX_RATE = 48_000;

    /** Longest recording in seconds. */
    public static final int MAX_SECONDS = 60;

    private static final int RIFF_HEAD_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    private record Format(int channels, int rate, int bits) {

        int frameBytes() {
            return channels * bits / 8;
        }
    }

    /** Reads a WAV file (PCM, 8 or 16 bit, mono or stereo); trusts no length in it beyond the bytes that are there. */
    public static Recording parseWav(byte[] wav) throws ModelFailure {
        if (wav.length < RIFF_HEAD_BYTES || !tag(wav, 0, "RIFF") || !tag(wav, 8, "WAVE")) {
            throw new ModelFailure("audio is not a WAV file");
        }
        Format format = null;
        long at = RIFF_HEAD_BYTES;
        while (at + CHUNK_HEAD_BYTES <= wav.length) {
            int head = (int) at;
            long size = unsigned(wav, head + 4, 4);
            int start = head + CHUNK_HEAD_BYTES;
            int there = (int) Math.min(size, wav.length - start);
            if (tag(wav, head, "fmt ")) {
                format = format(wav, start, there);
            } else if (tag(wav, head, "data")) {
                if (format == null) {
                    throw new ModelFailure("audio has no format before its data");
                }
                return samples(wav, start, there, format);
            }
            at = start + size + (size & 1);
        }
        throw new ModelFailure("audio has no data");
    }

    private static Format format(byte[] wav, int start, int size) throws ModelFailure {
        if (size < FORMAT_BYTES) {
            throw new ModelFailure("the format of the audio is cut off");
        }
        long coding = unsigned(wav, start, 2);
        Format format = new Format((int) unsigned(wav, start + 2, 2), (int) unsigned(wav, start + 4, 4), (int)
                unsigned(wav, start + 14, 2));
        if (coding != PCM && coding != EXTENSIBLE) {
            throw new ModelFailure("audio is not plain PCM");
        }
        if (format.channels() < 1 || format.channels() > 2) {
            throw new ModelFailure("audio has neither one nor two channels");
        }
        if (format.bits() != 8 && format.bits() != 16) {
            throw new ModelFailure("audio has neither 8 nor 16 bits");
        }
        if (format.rate() < MIN_RATE || format.rate() > MAX_RATE) {
            throw new ModelFailure("the sample rate is not from " + MIN_RATE + " to " + MAX_RATE);
        }
        return format;
    }

    private static Recording samples(byte[] wav, int start, int size, Format format) throws ModelFailure {
        int frames = size / format.frameBytes();
        if (frames == 0) {
            throw new ModelFailure("audio is empty");
        }
        if (frames > (long) MAX_SECONDS * format.rate()) {
            throw new ModelFailure("audio is longer than " + MAX_SECONDS + " seconds");
        }
        float[] mono = new float[frames];
        int bytes = format.bits() / 8;
        for (int i = 0; i < frames; i++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                int at = start + i * format.frameBytes() + channel * bytes;
                sum += bytes == 1 ? ((wav[at] & 0xFF) - 128) / 128f : (short) unsigned(wav, at, 2) / 32_768f;
            }
            mono[i] = sum / format.channels();
        }
        return new Recording(mono, format.rate());
    }

    private static boolean tag(byte[] bytes, int at, String tag) {
        for (int i = 0; i < tag.length(); i++) {
            if (bytes[at + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long unsigned(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
