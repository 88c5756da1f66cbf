package com.in2peta.worker.training;

import com.in2peta.worker.model.tones.KeypadTones;
import com.in2peta.worker.model.tones.Recording;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes recordings of keypad tones, varied the way real senders and lines vary. */
public final class ToneMaker {

    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String LAYOUT = "123A456B789C*0#D";
    private static final int[] RATES = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000};

    private final SplittableRandom random;

    /** A recording and what is to be heard in it; the times of the keys are in samples. */
    public record Made(Recording recording, String keys, List<int[]> spans) {}

    public ToneMaker(long seed) {
        random = new SplittableRandom(seed);
    }

    private double between(double least, double greatest) {
        return least + random.nextDouble() * (greatest - least);
    }

    private double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** Random keys with random times, twist, tuning and loudness, in noise of the given ratio in decibels. */
    public Made random(int keys, double signalToNoise) {
        int rate = RATES[random.nextInt(RATES.length)];
        StringBuilder pressed = new StringBuilder();
        for (int i = 0; i < keys; i++) {
            boolean again = i > 0 && random.nextInt(5) == 0;
            pressed.append(
                    again ? pressed.charAt(i - 1) : KeypadTones.KEYS.charAt(random.nextInt(KeypadTones.KEYS.length())));
        }
        List<Float> samples = new ArrayList<>();
        List<int[]> spans = new ArrayList<>();
        double loudness = between(0.05, 0.4);
        silence(samples, rate, between(0.04, 0.3));
        for (char key : pressed.toString().toCharArray()) {
            int start = samples.size();
            tone(samples, rate, key, loudness * between(0.8, 1.2), between(-6, 6), between(0.05, 0.25), true);
            spans.add(new int[] {start, samples.size()});
            silence(samples, rate, between(0.045, 0.2));
        }
        float[] all = new float[samples.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = samples.get(i);
        }
        addNoise(all, loudness, signalToNoise);
        return new Made(new Recording(all, rate), pressed.toString(), spans);
    }

    /** The given keys, exactly tuned and without noise. */
    public static Made exact(String keys, int rate, double toneSeconds, double pauseSeconds) {
        ToneMaker maker = new ToneMaker(1);
        List<Float> samples = new ArrayList<>();
        List<int[]> spans = new ArrayList<>();
        silence(samples, rate, pauseSeconds);
        for (char key : keys.toCharArray()) {
            int start = samples.size();
            maker.tone(samples, rate, key, 0.3, 0, toneSeconds, false);
            spans.add(new int[] {start, samples.size()});
            silence(samples, rate, pauseSeconds);
        }
        float[] all = new float[samples.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = samples.get(i);
        }
        return new Made(new Recording(all, rate), keys, spans);
    }

    private static void silence(List<Float> samples, int rate, double seconds) {
        for (int i = 0; i < seconds * rate; i++) {
            samples.add(0f);
        }
    }

    /** Twist is how much louder, in decibels, the high frequency is than the low one. */
    private void tone(
            List<Float> samples, int rate, char key, double loudness, double twist, double seconds, boolean varied) {
        int at = LAYOUT.indexOf(key);
        double detuning = varied ? 0.015 : 0;
        double low = ROWS[at / 4] * (1 + between(-detuning, detuning));
        double high = COLUMNS[at % 4] * (1 + between(-detuning, detuning));
        double lowPhase = varied ? between(0, 2 * Math.PI) : 0;
        double highPhase = varied ? between(0, 2 * Math.PI) : 0;
        double ratio = StrictMath.pow(10, twist / 40);
        int count = (int) (seconds * rate);
        double ramp = 0.002 * rate;
        for (int i = 0; i < count; i++) {
            double time = 2 * Math.PI * i / rate;
            double edge = Math.min(1, Math.min(i, count - i) / ramp);
            samples.add((float) (edge
                    * loudness
                    * (StrictMath.sin(time * low + lowPhase) / ratio
                            + StrictMath.sin(time * high + highPhase) * ratio)));
        }
    }

    private void addNoise(float[] samples, double loudness, double signalToNoise) {
        double signalPower = loudness * loudness;
        double spread = Math.sqrt(signalPower / StrictMath.pow(10, signalToNoise / 10));
        double hum = between(0, 0.3) * spread;
        double humStep = 2 * Math.PI * between(45, 130) / 8_000;
        for (int i = 0; i < samples.length; i++) {
            double sample = samples[i] + spread * gaussian() + hum * StrictMath.sin(humStep * i);
            samples[i] = (float) Math.max(-1, Math.min(1, sample));
        }
    }

    /** The recording as a WAV file of 16 bits. */
    public static byte[] wav(Recording recording) {
        ByteBuffer out = wavHead(recording, 2);
        for (float sample : recording.samples()) {
            out.putShort((short) Math.round(sample * 32_767));
        }
        return out.array();
    }

    /** The recording as a WAV file of 8 bits. */
    public static byte[] wav8(Recording recording) {
        ByteBuffer out = wavHead(recording, 1);
        for (float sample : recording.samples()) {
            out.put((byte) (128 + Math.round(sample * 127)));
        }
        return out.array();
    }

    private static ByteBuffer wavHead(Recording recording, int bytes) {
        int size = recording.samples().length * bytes;
        ByteBuffer out = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WAVEfmt "));
        out.putInt(16).putShort((short) 1).putShort((short) 1).putInt(recording.rate());
        out.putInt(recording.rate() * bytes).putShort((short) bytes).putShort((short) (8 * bytes));
        return out.put(ascii("data")).putInt(size);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
