package com.in2peta.worker.model.tones;

/**
 * Cuts a recording into short overlapping frames and measures in each how much power lies at the keypad's frequencies.
 * Training and inference share this class, so that the model sees the same numbers in both.
 */
public final class ToneFrames {

    /** Frame length; long enough to tell 697 from 770 Hz, shorter than the shortest pause. */
    public static final double FRAME_SECONDS = 0.024;

    public static final double HOP_SECONDS = 0.006;

    /** The keypad's frequencies in hertz: four rows, four columns. */
    private static final double[] KEYPAD = {697, 770, 852, 941, 1209, 1336, 1477, 1633};

    /** Each frequency is also measured a little lower and higher, because senders are not exact. */
    private static final double[] DETUNING = {0.982, 1.0, 1.018};

    /** Numbers per frame: each measured frequency, the share they explain together, and the loudness. */
    public static final int FEATURES = KEYPAD.length * 3 + 2;

    private static final float FLOOR = 1e-5f;

    private final float[] samples;
    private final int frameSamples;
    private final double hopSamples;
    private final float[] window;
    private final float[] cosine;
    private final float[] sine;
    private final double windowPower;
    private final float loudest;

    public ToneFrames(Recording recording) {
        samples = recording.samples();
        frameSamples = (int) Math.round(FRAME_SECONDS * recording.rate());
        hopSamples = HOP_SECONDS * recording.rate();
        window = new float[frameSamples];
        int measured = KEYPAD.length * DETUNING.length;
        cosine = new float[measured * frameSamples];
        sine = new float[measured * frameSamples];
        double sum = 0;
        for (int i = 0; i < frameSamples; i++) {
            window[i] = (float) (0.54 - 0.46 * StrictMath.cos(2 * Math.PI * (i + 0.5) / frameSamples));
            sum += window[i];
        }
        windowPower = sum * sum / 2;
        for (int m = 0; m < measured; m++) {
            double frequency = KEYPAD[m / DETUNING.length] * DETUNING[m % DETUNING.length];
            for (int i = 0; i < frameSamples; i++) {
                double angle = 2 * Math.PI * frequency * i / recording.rate();
                cosine[m * frameSamples + i] = (float) StrictMath.cos(angle) * window[i];
                sine[m * frameSamples + i] = (float) StrictMath.sin(angle) * window[i];
            }
        }
        float max = FLOOR;
        for (int f = 0; f < count(); f++) {
            max = Math.max(max, meanPower(start(f)));
        }
        loudest = max;
    }

    public int count() {
        return samples.length < frameSamples ? 0 : 1 + (int) ((samples.length - frameSamples) / hopSamples);
    }

    /** Middle of a frame, in seconds from the start of the recording. */
    public static double middleSeconds(int frame) {
        return frame * HOP_SECONDS + FRAME_SECONDS / 2;
    }

    private int start(int frame) {
        return Math.min((int) (frame * hopSamples), samples.length - frameSamples);
    }

    private float meanPower(int start) {
        float power = 0;
        for (int i = 0; i < frameSamples; i++) {
            float sample = samples[start + i];
            power += sample * sample;
        }
        return power / frameSamples;
    }

    /** Writes the numbers of one frame to {@code target} at {@code offset}; all lie roughly between -1 and 1. */
    public void features(int frame, float[] target, int offset) {
        int start = start(frame);
        float total = Math.max(meanPower(start), FLOOR * FLOOR);
        int measured = KEYPAD.length * DETUNING.length;
        float explained = 0;
        for (int m = 0; m < measured; m++) {
            float share = (float) (power(start, m) / windowPower / total);
            target[offset + m] = scaled(share);
            explained += m % DETUNING.length == 1 ? share : 0;
        }
        target[offset + measured] = explained;
        target[offset + measured + 1] = scaled(total / loudest);
    }

    private double power(int start, int measured) {
        int base = measured * frameSamples;
        float re = 0;
        float im = 0;
        for (int i = 0; i < frameSamples; i++) {
            re += samples[start + i] * cosine[base + i];
            im += samples[start + i] * sine[base + i];
        }
        return re * re + im * im;
    }

    /** Decibels, from 0 down to -40, mapped to 1 .. -1. */
    private static float scaled(float share) {
        double decibel = 10 * StrictMath.log10(Math.max(share, 1e-4f));
        return (float) (1 + Math.min(decibel, 3) / 20);
    }
}
