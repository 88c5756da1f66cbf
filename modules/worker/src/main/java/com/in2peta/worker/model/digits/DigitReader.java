package com.in2peta.worker.model.digits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.Classifier;
import com.in2peta.worker.model.Inference;
import com.in2peta.worker.model.Inputs;
import java.util.List;

/** Reads the number in an image: printed digits in one line, dark on light or light on dark. */
public final class DigitReader implements Model {

    public static final String ENDPOINT = "digit-reader";
    public static final int CLASSES = 10;

    private static final int MAX_BYTES = 7_000_000;
    private static final int PIXELS = DigitCutter.SIDE * DigitCutter.SIDE;

    private final Classifier classifier =
            new Classifier(Inference.open(ENDPOINT), 1, DigitCutter.SIDE, DigitCutter.SIDE);

    /**
     * A number that was read.
     *
     * @param confidence the least of the digits' probabilities
     */
    public record Reading(String digits, double confidence) {}

    @Override
    public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
        byte[] file = Inputs.dataUrl(input, "image", MAX_BYTES);
        context.check();
        Reading reading = read(Picture.decode(file));
        return JsonNodeFactory.instance
                .objectNode()
                .put("digits", reading.digits())
                .put("confidence", Math.round(reading.confidence() * 1e4) / 1e4);
    }

    public Reading read(Picture picture) throws ModelFailure {
        List<float[]> squares = DigitCutter.cut(picture);
        float[] features = new float[squares.size() * PIXELS];
        for (int i = 0; i < squares.size(); i++) {
            System.arraycopy(squares.get(i), 0, features, i * PIXELS, PIXELS);
        }
        StringBuilder digits = new StringBuilder();
        double confidence = 1;
        for (float[] probabilities : classifier.probabilities(features, squares.size())) {
            int digit = Classifier.best(probabilities);
            digits.append(digit);
            confidence = Math.min(confidence, probabilities[digit]);
        }
        return new Reading(digits.toString(), confidence);
    }
}
