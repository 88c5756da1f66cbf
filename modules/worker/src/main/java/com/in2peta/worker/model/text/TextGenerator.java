package com.in2peta.worker.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.Classifier;
import com.in2peta.worker.model.Inputs;
import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Continues a text, streaming it a few words at a time. */
public final class TextGenerator implements Model {

    public static final String ENDPOINT = "text-generator";
    public static final int MAX_CHARACTERS = 100_000;
    public static final int MAX_PROMPT_CHARACTERS = 2_000;

    private static final int DEFAULT_CHARACTERS = 200;
    private static final double DEFAULT_TEMPERATURE = 0.8;
    private static final double MAX_TEMPERATURE = 2;
    private static final int CHUNK_CHARACTERS = 8;
    private static final int LONGEST_CHUNK_CHARACTERS = 24;

    private final CharacterModel model = new CharacterModel();
    private final SecureRandom seeds = new SecureRandom();

    @Override
    public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
        String prompt = Inputs.text(input, "prompt", MAX_PROMPT_CHARACTERS);
        int characters = Inputs.whole(input, "max_characters", DEFAULT_CHARACTERS, 1, MAX_CHARACTERS);
        double temperature = Inputs.number(input, "temperature", DEFAULT_TEMPERATURE, 0, MAX_TEMPERATURE);
        OptionalLong seed = Inputs.seed(input, "seed");
        SplittableRandom random = new SplittableRandom(seed.orElseGet(seeds::nextLong));
        write(prompt, characters, temperature, random, context);
        return null;
    }

    /** Hands the text out a few words at a time. */
    void write(String prompt, int characters, double temperature, SplittableRandom random, JobContext context) {
        float[] scores = new float[Alphabet.size()];
        StringBuilder chunk = new StringBuilder();
        try (CharacterModel.Step step = model.step()) {
            // Before its beginning a text is taken to have empty lines.
            for (int i = 0; i < CharacterModel.CONTEXT; i++) {
                step.append(Alphabet.index('\n'));
            }
            Alphabet.plain(prompt).chars().forEach(c -> step.append(Alphabet.index((char) c)));
            for (int i = 0; i < characters; i++) {
                context.check();
                step.scores(scores);
                int next = pick(scores, temperature, random);
                step.append(next);
                chunk.append(Alphabet.character(next));
                boolean wordEnds = Character.isWhitespace(Alphabet.character(next));
                if (chunk.length() >= (wordEnds ? CHUNK_CHARACTERS : LONGEST_CHUNK_CHARACTERS)) {
                    context.emit(chunk.toString());
                    chunk.setLength(0);
                }
            }
            if (chunk.length() > 0) {
                context.emit(chunk.toString());
            }
        }
    }

    /** Draws by probability; a low temperature prefers the likely, zero always takes the likeliest. */
    private static int pick(float[] scores, double temperature, SplittableRandom random) {
        int best = Classifier.best(scores);
        if (temperature < 1e-3) {
            return best;
        }
        double[] weights = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            weights[i] = StrictMath.exp((scores[i] - scores[best]) / temperature);
            sum += weights[i];
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < scores.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return best;
    }
}
