package com.in2peta.inference.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A prediction on its way, as claimed under a fence: what is done with it counts only while no later claim was made.
 *
 * @param restricted whether it may not be submitted any more: its owner restricted the processing meanwhile
 * @param sealedKey the content key, wrapped for the time in flight; opens input and parts
 * @param input sealed; present until the provider has the job
 * @param parts sealed; the output so far, of a version that streams
 * @param attempts submissions so far, this one included
 * @param losses how often a provider accepted the job and then lost it
 */
public record Dispatch(
        UUID predictionId,
        UUID organizationId,
        String provider,
        String endpoint,
        boolean streams,
        long priceMicrosPerSecond,
        int runLimitSeconds,
        UUID callbackToken,
        Optional<String> jobId,
        int attempts,
        int losses,
        int polls,
        long fence,
        Instant giveUpAt,
        boolean restricted,
        byte[] sealedKey,
        Optional<byte[]> input,
        Optional<byte[]> parts) {

    public Duration runLimit() {
        return Duration.ofSeconds(runLimitSeconds);
    }
}
