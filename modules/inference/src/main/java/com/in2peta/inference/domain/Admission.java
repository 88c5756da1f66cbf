package com.in2peta.inference.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * A prediction that wants to be accepted.
 *
 * @param input JSON as UTF-8 bytes, for the answer
 * @param sealed the same for the database
 */
public record Admission(
        UUID id,
        UUID organizationId,
        UUID personId,
        Optional<UUID> apiKeyId,
        UUID modelId,
        String model,
        String version,
        String provider,
        String endpoint,
        boolean streams,
        String currency,
        long priceMicrosPerSecond,
        int runLimitSeconds,
        long holdMicros,
        byte[] input,
        SealedInput sealed) {}
