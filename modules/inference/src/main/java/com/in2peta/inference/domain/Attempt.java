package com.in2peta.inference.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One try to have a prediction run.
 *
 * @param target which of the version's targets it was made at, counted from 0
 * @param region where it ran, as far as it is known
 * @param queueMillis until the run began, a cold start included
 */
public record Attempt(
        int target,
        String provider,
        Optional<String> region,
        Outcome outcome,
        OptionalLong queueMillis,
        OptionalLong runMillis,
        long costMicros) {

    /** How it went. */
    public enum Outcome {
        SUCCEEDED,
        /** The model failed. */
        FAILED,
        /** The run exceeded its limit. */
        TIMED_OUT,
        /** The provider refused the job, or could not be reached. */
        REFUSED,
        /** The provider took the job and lost it. */
        LOST;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of a prediction that was tried often, the last ones are kept. */
    private static final int KEPT = 20;

    private static final double MILLIS = 1_000.0;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The targets of earlier attempts. */
    public static Set<Integer> targets(Optional<String> earlier) {
        Set<Integer> targets = new HashSet<>();
        try {
            for (JsonNode attempt : JSON.readTree(earlier.orElse("[]"))) {
                targets.add(attempt.path("target").asInt());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attempts that are not JSON");
        }
        return targets;
    }

    /** The attempts so far, as a JSON array in the form in which callers see them, and this one. */
    public String after(Optional<String> earlier) {
        try {
            ArrayNode attempts =
                    earlier.isPresent() ? (ArrayNode) JSON.readTree(earlier.get()) : JSON.createArrayNode();
            if (attempts.size() == KEPT) {
                attempts.remove(0);
            }
            attempts.add(json());
            return attempts.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attempts that are not JSON");
        }
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode().put("target", target).put("provider", provider);
        json.put("region", region.orElse(null));
        json.put("outcome", outcome.wire());
        json.put("queue_time", queueMillis.isPresent() ? queueMillis.getAsLong() / MILLIS : null);
        json.put("predict_time", runMillis.isPresent() ? runMillis.getAsLong() / MILLIS : null);
        return json.put("cost_micros", costMicros);
    }
}
