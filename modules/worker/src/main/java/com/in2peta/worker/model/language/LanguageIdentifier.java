package com.in2peta.worker.model.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.Classifier;
import com.in2peta.worker.model.Inference;
import com.in2peta.worker.model.Inputs;

/** Names the language of a text. */
public final class LanguageIdentifier implements Model {

    public static final String ENDPOINT = "language-identifier";
    public static final int MAX_CHARACTERS = 10_000;

    private final Classifier classifier = new Classifier(Inference.open(ENDPOINT), LetterGroups.SIZE);

    /**
     * The likeliest language.
     *
     * @param confidence its probability among the known languages
     */
    public record Guess(Language language, double confidence) {}

    @Override
    public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
        Guess guess = identify(Inputs.text(input, "text", MAX_CHARACTERS));
        return JsonNodeFactory.instance
                .objectNode()
                .put("language", guess.language().code())
                .put("name", guess.language().englishName())
                .put("confidence", Math.round(guess.confidence() * 1e4) / 1e4);
    }

    public Guess identify(String text) throws ModelFailure {
        float[] groups = new float[LetterGroups.SIZE];
        if (!LetterGroups.count(text, groups, 0)) {
            throw new ModelFailure("text has no letters");
        }
        float[] probabilities = classifier.probabilities(groups, 1)[0];
        int best = Classifier.best(probabilities);
        return new Guess(Language.values()[best], probabilities[best]);
    }
}
