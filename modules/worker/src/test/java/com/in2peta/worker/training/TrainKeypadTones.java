package com.in2peta.worker.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.model.tones.KeypadTones;
import com.in2peta.worker.model.tones.ToneFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains the tone classifier on frames of made recordings. */
public final class TrainKeypadTones {

    /** Seed of the recordings used for training; the held-back ones come from another. */
    static final long SEED = 20_260_101;

    static final long HELD_BACK_SEED = 77_000_001;
    static final int HELD_BACK_RECORDINGS = 300;
    static final int HELD_BACK_KEYS = 8;
    static final double HELD_BACK_SIGNAL_TO_NOISE = 10;

    private static final int RECORDINGS = 1_200;
    private static final int KEYS_PER_RECORDING = 6;
    private static final int HIDDEN = 48;

    private TrainKeypadTones() {}

    private record Frame(float[] features, int key) {}

    static void train() {
        List<Frame> frames = frames();
        System.out.printf("%d frames%n", frames.size());
        SplittableRandom random = new SplittableRandom(SEED);
        Dense hidden = new Dense(ToneFrames.FEATURES, HIDDEN, true, true, random);
        Dense second = new Dense(HIDDEN, HIDDEN, true, false, random);
        Dense last = new Dense(HIDDEN, KeypadTones.KEYS.length() + 1, false, false, random);
        Network network = new Network(ToneFrames.FEATURES, List.of(hidden, second, last));
        network.train(
                new Network.Source() {
                    @Override
                    public int size() {
                        return frames.size();
                    }

                    @Override
                    public int row(int index, float[] target, int offset) {
                        System.arraycopy(frames.get(index).features(), 0, target, offset, ToneFrames.FEATURES);
                        return frames.get(index).key();
                    }
                },
                new Network.Plan(10, 64, 0.002f, 1e-4f, SEED));
        OnnxWriter onnx = new OnnxWriter()
                .input("features", OnnxWriter.FLOAT, -1, ToneFrames.FEATURES)
                .output("probabilities", OnnxWriter.FLOAT, -1, KeypadTones.KEYS.length() + 1);
        String name = "features";
        for (Layer layer : network.layers()) {
            name = layer.write(onnx, name);
        }
        onnx.node("Softmax", "probabilities", Map.of("axis", 1), name);
        ModelFiles.writeModel(KeypadTones.ENDPOINT, onnx.file());
        Accuracy accuracy = evaluate(new KeypadTones());
        ObjectNode measured = ModelFiles.object();
        measured.put("held_back_seed", HELD_BACK_SEED);
        measured.put("held_back_recordings", HELD_BACK_RECORDINGS);
        measured.put("held_back_keys", accuracy.keys());
        measured.put("signal_to_noise_db", HELD_BACK_SIGNAL_TO_NOISE);
        measured.put("key_accuracy", accuracy.keyAccuracy());
        measured.put("whole_recording_accuracy", accuracy.recordingAccuracy());
        ModelFiles.writeEvaluation(KeypadTones.ENDPOINT, SEED, measured);
    }

    private static List<Frame> frames() {
        ToneMaker maker = new ToneMaker(SEED);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < RECORDINGS; i++) {
            ToneMaker.Made made = maker.random(KEYS_PER_RECORDING, 4 + random.nextDouble() * 36);
            ToneFrames cut = new ToneFrames(made.recording());
            for (int frame = 0; frame < cut.count(); frame += 2) {
                float[] features = new float[ToneFrames.FEATURES];
                cut.features(frame, features, 0);
                frames.add(new Frame(features, keyAt(made, ToneFrames.middleSeconds(frame))));
            }
        }
        return frames;
    }

    /** The key held down in the middle of a frame, or the class that means none. */
    private static int keyAt(ToneMaker.Made made, double seconds) {
        double sample = seconds * made.recording().rate();
        for (int i = 0; i < made.spans().size(); i++) {
            if (sample >= made.spans().get(i)[0] && sample < made.spans().get(i)[1]) {
                return KeypadTones.KEYS.indexOf(made.keys().charAt(i));
            }
        }
        return KeypadTones.KEYS.length();
    }

    /** Results on the held-back recordings; a key counts as wrong for each insertion, deletion or replacement. */
    public record Accuracy(int keys, double keyAccuracy, double recordingAccuracy) {}

    /** Runs the model, as the worker does, over the held-back recordings. */
    public static Accuracy evaluate(KeypadTones model) {
        ToneMaker maker = new ToneMaker(HELD_BACK_SEED);
        int keys = 0;
        int errors = 0;
        int right = 0;
        for (int i = 0; i < HELD_BACK_RECORDINGS; i++) {
            ToneMaker.Made made = maker.random(HELD_BACK_KEYS, HELD_BACK_SIGNAL_TO_NOISE);
            StringBuilder heard = new StringBuilder();
            model.listen(made.recording(), Standalone.CONTEXT).forEach(tone -> heard.append(tone.key()));
            int distance = Standalone.editDistance(made.keys(), heard.toString());
            keys += made.keys().length();
            errors += distance;
            right += distance == 0 ? 1 : 0;
        }
        return new Accuracy(keys, 1 - (double) errors / keys, (double) right / HELD_BACK_RECORDINGS);
    }
}
