package com.in2peta.worker.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.language.Language;
import com.in2peta.worker.model.language.LanguageIdentifier;
import com.in2peta.worker.model.language.LetterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains the language model on random pieces of the sentences, mixed with frequent words. */
public final class TrainLanguageIdentifier {

    /** Length of the held-back pieces, in characters. */
    public static final int CHARACTERS = 60;

    static final long SEED = 20_260_103;

    private static final int PIECES_PER_LANGUAGE = 3_000;
    private static final int LEAST_WORDS = 3;
    private static final int MOST_WORDS = 14;

    private TrainLanguageIdentifier() {}

    static void train() {
        List<LanguageTexts.Sample> pieces = pieces();
        Dense only = new Dense(LetterGroups.SIZE, Language.values().length, false, true, new SplittableRandom(SEED));
        Network network = new Network(LetterGroups.SIZE, List.of(only));
        network.train(
                new Network.Source() {
                    @Override
                    public int size() {
                        return pieces.size();
                    }

                    @Override
                    public int row(int index, float[] target, int offset) {
                        LetterGroups.count(pieces.get(index).text(), target, offset);
                        return pieces.get(index).language().ordinal();
                    }
                },
                new Network.Plan(4, 32, 0.01f, 1e-3f, SEED));
        OnnxWriter onnx = new OnnxWriter()
                .input("features", OnnxWriter.FLOAT, -1, LetterGroups.SIZE)
                .output("probabilities", OnnxWriter.FLOAT, -1, Language.values().length);
        onnx.node("Softmax", "probabilities", Map.of("axis", 1), only.write(onnx, "features"));
        ModelFiles.writeModel(LanguageIdentifier.ENDPOINT, onnx.file());
        ObjectNode measured = ModelFiles.object();
        measured.put("held_back_pieces", LanguageTexts.heldBack(CHARACTERS).size());
        measured.put("characters_per_piece", CHARACTERS);
        measured.put("languages", Language.values().length);
        measured.put("accuracy", evaluate(new LanguageIdentifier()));
        ModelFiles.writeEvaluation(LanguageIdentifier.ENDPOINT, SEED, measured);
    }

    private static List<LanguageTexts.Sample> pieces() {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<LanguageTexts.Sample> pieces = new ArrayList<>();
        for (Language language : Language.values()) {
            List<String> sentences = LanguageTexts.sentences(language);
            List<String> common = LanguageTexts.commonWords(language);
            for (int i = 0; i < PIECES_PER_LANGUAGE; i++) {
                String[] words = sentences.get(random.nextInt(sentences.size())).split(" ");
                int count = Math.min(words.length, random.nextInt(LEAST_WORDS, MOST_WORDS + 1));
                int from = random.nextInt(words.length - count + 1);
                StringBuilder text = new StringBuilder();
                for (int w = from; w < from + count; w++) {
                    boolean replaced = random.nextInt(4) == 0;
                    text.append(replaced ? common.get(random.nextInt(common.size())) : words[w])
                            .append(' ');
                }
                pieces.add(new LanguageTexts.Sample(language, text.toString()));
            }
        }
        return pieces;
    }

    /** Share of the held-back pieces whose language is named right. */
    public static double evaluate(LanguageIdentifier model) {
        List<LanguageTexts.Sample> samples = LanguageTexts.heldBack(CHARACTERS);
        int right = 0;
        for (LanguageTexts.Sample sample : samples) {
            Language guess = guess(model, sample.text());
            right += guess == sample.language() ? 1 : 0;
            if (guess != sample.language()) {
                System.out.println(sample + " was taken for " + guess);
            }
        }
        return (double) right / samples.size();
    }

    private static Language guess(LanguageIdentifier model, String text) {
        try {
            return model.identify(text).language();
        } catch (ModelFailure e) {
            throw new IllegalStateException(e);
        }
    }
}
