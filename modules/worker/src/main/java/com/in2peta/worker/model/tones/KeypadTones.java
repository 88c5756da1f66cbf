package com.in2peta.worker.model.tones;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.Classifier;
import com.in2peta.worker.model.Inference;
import com.in2peta.worker.model.Inputs;
import java.util.ArrayList;
import java.util.List;

/** Names the keys pressed in a recording of telephone keypad tones (DTMF). */
public final class KeypadTones implements Model {

    public static final String ENDPOINT = "keypad-tones";

    /** The classes of the model; the one after the last means that no key is pressed. */
    public static final String KEYS = "0123456789*#ABCD";

    private static final int MAX_BYTES = 7_000_000;
    private static final int BATCH = 256;

    /** A key counts when it is heard in at least so many frames. */
    private static final int MIN_FRAMES = 3;

    /** A shorter interruption does not end a key. */
    private static final int MIN_PAUSE_FRAMES = 3;

    private final Classifier classifier = new Classifier(Inference.open(ENDPOINT), ToneFrames.FEATURES);

    /**
     * One key press.
     *
     * @param startSeconds from the start of the recording
     */
    public record Tone(char key, double startSeconds, double seconds, double confidence) {}

    @Override
    public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
        Recording recording = Recording.parseWav(Inputs.dataUrl(input, "audio", MAX_BYTES));
        List<Tone> tones = listen(recording, context);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        StringBuilder keys = new StringBuilder();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        double confidence = tones.isEmpty() ? 0 : 1;
        for (Tone tone : tones) {
            keys.append(tone.key());
            confidence = Math.min(confidence, tone.confidence());
            list.addObject()
                    .put("key", String.valueOf(tone.key()))
                    .put("start_ms", Math.round(tone.startSeconds() * 1_000))
                    .put("duration_ms", Math.round(tone.seconds() * 1_000));
        }
        output.put("keys", keys.toString());
        output.put("confidence", Math.round(confidence * 1e4) / 1e4);
        output.set("tones", list);
        return output;
    }

    /** The key presses in their order. */
    public List<Tone> listen(Recording recording, JobContext context) {
        ToneFrames frames = new ToneFrames(recording);
        int[] heard = new int[frames.count()];
        float[] certainty = new float[frames.count()];
        for (int from = 0; from < heard.length; from += BATCH) {
            context.check();
            int rows = Math.min(BATCH, heard.length - from);
            float[] features = new float[rows * ToneFrames.FEATURES];
            for (int row = 0; row < rows; row++) {
                frames.features(from + row, features, row * ToneFrames.FEATURES);
            }
            float[][] probabilities = classifier.probabilities(features, rows);
            for (int row = 0; row < rows; row++) {
                heard[from + row] = Classifier.best(probabilities[row]);
                certainty[from + row] = probabilities[row][heard[from + row]];
            }
        }
        return join(heard, certainty);
    }

    private static List<Tone> join(int[] heard, float[] certainty) {
        List<Tone> tones = new ArrayList<>();
        int frame = 0;
        while (frame < heard.length) {
            int key = heard[frame];
            if (key == KEYS.length()) {
                frame++;
                continue;
            }
            int last = frame;
            int votes = 0;
            double sum = 0;
            for (int i = frame; i < heard.length && i - last <= MIN_PAUSE_FRAMES; i++) {
                if (heard[i] == key) {
                    last = i;
                    votes++;
                    sum += certainty[i];
                }
            }
            if (votes >= MIN_FRAMES) {
                double start = ToneFrames.middleSeconds(frame);
                double end = ToneFrames.middleSeconds(last) + ToneFrames.HOP_SECONDS;
                tones.add(new Tone(KEYS.charAt(key), start, end - start, sum / votes));
                frame = last + 1;
            } else {
                frame++;
            }
        }
        return tones;
    }
}
