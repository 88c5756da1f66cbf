package com.in2peta.inference.domain;

import com.in2peta.inference.api.PredictionView.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A prediction as it is stored: its content is sealed, or gone. */
public record StoredPrediction(
        UUID id,
        UUID organizationId,
        String model,
        String version,
        Status status,
        String currency,
        OptionalLong runMillis,
        OptionalLong costMicros,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<Instant> payloadExpiresAt,
        Optional<String> deployment,
        Optional<String> endUser,
        Optional<Instant> deadline,
        Optional<String> tries,
        Optional<Content> content) {

    /** The key is the content's own, wrapped; output, error and logs may be absent. */
    public record Content(
            byte[] key, byte[] input, Optional<byte[]> output, Optional<byte[]> error, Optional<byte[]> logs) {}

    public StoredPrediction with(Optional<Content> found) {
        return new StoredPrediction(
                id,
                organizationId,
                model,
                version,
                status,
                currency,
                runMillis,
                costMicros,
                createdAt,
                startedAt,
                completedAt,
                payloadExpiresAt,
                deployment,
                endUser,
                deadline,
                tries,
                found);
    }
}
