package com.in2peta.worker.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.model.text.Alphabet;
import com.in2peta.worker.model.text.CharacterModel;
import com.in2peta.worker.model.text.TextGenerator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Trains the character model on made-up stories. */
public final class TrainTextGenerator {

    static final long SEED = 20_260_104;
    static final long HELD_BACK_SEED = 77_000_004;

    private static final int TRAINING_CHARACTERS = 600_000;
    private static final int HELD_BACK_SENTENCES = 300;
    private static final int VECTOR = 16;
    private static final int HIDDEN = 512;
    private static final int SECOND_HIDDEN = 192;

    private TrainTextGenerator() {}

    static void train() {
        String text = trainingText(new HashSet<>());
        int[] indices = text.chars().map(c -> Alphabet.index((char) c)).toArray();
        int[] starts = starts(text);
        int newline = Alphabet.index('\n');
        SplittableRandom random = new SplittableRandom(SEED);
        Embedding embedding = new Embedding(CharacterModel.CONTEXT, Alphabet.size(), VECTOR, random);
        Dense hidden = new Dense(embedding.outputs(), HIDDEN, true, false, random);
        Dense second = new Dense(HIDDEN, SECOND_HIDDEN, true, false, random);
        Dense last = new Dense(SECOND_HIDDEN, Alphabet.size(), false, false, random);
        Network network = new Network(CharacterModel.CONTEXT, List.of(embedding, hidden, second, last));
        network.train(
                new Network.Source() {
                    @Override
                    public int size() {
                        return indices.length - CharacterModel.CONTEXT;
                    }

                    @Override
                    public int row(int index, float[] target, int offset) {
                        int start = starts[index + CharacterModel.CONTEXT];
                        for (int i = 0; i < CharacterModel.CONTEXT; i++) {
                            target[offset + i] = index + i < start ? newline : indices[index + i];
                        }
                        return indices[index + CharacterModel.CONTEXT];
                    }
                },
                new Network.Plan(1, 128, 0.003f, 1e-4f, SEED));
        OnnxWriter onnx = new OnnxWriter()
                .input("characters", OnnxWriter.INT64, -1, CharacterModel.CONTEXT)
                .output("scores", OnnxWriter.FLOAT, -1, Alphabet.size());
        String name = second.write(onnx, hidden.write(onnx, embedding.write(onnx, "characters")));
        last.writeAs(onnx, name, "scores");
        ModelFiles.writeModel(TextGenerator.ENDPOINT, onnx.file());
        Perplexity perplexity = evaluate(new CharacterModel());
        ObjectNode measured = ModelFiles.object();
        measured.put("held_back_seed", HELD_BACK_SEED);
        measured.put("training_characters", text.length());
        measured.put("held_back_sentences", HELD_BACK_SENTENCES);
        measured.put("held_back_characters", perplexity.characters());
        measured.put("perplexity_per_character", perplexity.model());
        measured.put("trigram_perplexity_per_character", perplexity.trigram());
        ModelFiles.writeEvaluation(TextGenerator.ENDPOINT, SEED, measured);
    }

    /**
     * For each character, the place before which the model sees only empty lines. Every second story is shown like
     * that, as if nothing stood before it, because that is how a run begins; the others with the end of the last story.
     */
    private static int[] starts(String text) {
        int[] starts = new int[text.length()];
        int story = 0;
        int start = 0;
        for (int i = 0; i < starts.length; i++) {
            if (i >= 2 && text.startsWith("\n\n", i - 2) && text.charAt(i) != '\n') {
                story++;
                start = story % 2 == 0 ? 0 : i;
            }
            starts[i] = start;
        }
        return starts;
    }

    private static String trainingText(Set<String> sentences) {
        return "\n".repeat(CharacterModel.CONTEXT) + new StoryMaker(SEED).stories(TRAINING_CHARACTERS, sentences);
    }

    /** How many characters, on average, each model hesitates between; lower is better. */
    public record Perplexity(int characters, double model, double trigram) {}

    /** Compares the model with a trigram model of the same training text, on sentences that are not in it. */
    public static Perplexity evaluate(CharacterModel model) {
        Set<String> seen = new HashSet<>();
        TrigramModel trigrams = new TrigramModel(trainingText(seen));
        List<String> heldBack = StoryMaker.unseen(HELD_BACK_SEED, HELD_BACK_SENTENCES, seen);
        int characters = 0;
        double modelSum = 0;
        double trigramSum = 0;
        float[] scores = new float[Alphabet.size()];
        try (CharacterModel.Step step = model.step()) {
            for (String sentence : heldBack) {
                for (int i = 0; i < CharacterModel.CONTEXT; i++) {
                    step.append(Alphabet.index('\n'));
                }
                int before = Alphabet.index('\n');
                int last = before;
                for (int next :
                        sentence.chars().map(c -> Alphabet.index((char) c)).toArray()) {
                    step.scores(scores);
                    modelSum -= StrictMath.log(Network.softmax(scores, 0, scores.length)[next]);
                    trigramSum -= StrictMath.log(trigrams.probability(before, last, next));
                    step.append(next);
                    before = last;
                    last = next;
                    characters++;
                }
            }
        }
        return new Perplexity(
                characters, StrictMath.exp(modelSum / characters), StrictMath.exp(trigramSum / characters));
    }
}
