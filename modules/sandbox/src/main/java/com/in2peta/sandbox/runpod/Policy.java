package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How long a job may take.
 *
 * @param executionMillis from its start
 * @param ttlMillis from its creation
 */
record Policy(long executionMillis, long ttlMillis) {

    private static final long MAX_MS = 604_800_000;
    private static final long LEAST_EXECUTION_MS = 5_000;
    private static final long LEAST_TTL_MS = 10_000;
    private static final long DEFAULT_TTL_MS = 86_400_000;

    /** @param executionByDefault the endpoint's */
    static Policy of(JsonNode json, long executionByDefault) {
        return new Policy(
                number(json, "executionTimeout", executionByDefault, LEAST_EXECUTION_MS),
                number(json, "ttl", DEFAULT_TTL_MS, LEAST_TTL_MS));
    }

    private static long number(JsonNode json, String field, long byDefault, long least) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.canConvertToLong() || value.asLong() < least || value.asLong() > MAX_MS) {
            throw RunPodFailure.invalid("policy." + field + " is not from " + least + " to " + MAX_MS);
        }
        return value.asLong();
    }
}
