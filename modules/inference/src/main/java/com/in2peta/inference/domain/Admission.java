package com.in2peta.inference.domain;

import com.in2peta.inference.api.Webhook;
import com.in2peta.models.api.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A prediction that wants to be accepted.
 *
 * @param input JSON as UTF-8 bytes, for the answer
 * @param ownerId the organization of the model
 * @param targets of the version
 * @param order in which those are tried that may be, by their places
 * @param sealed the same for the database
 * @param claim the key or id under which a repeated call is the same call
 */
public record Admission(
        UUID id,
        UUID organizationId,
        UUID personId,
        Optional<UUID> apiKeyId,
        UUID modelId,
        String model,
        String version,
        UUID ownerId,
        List<Target> targets,
        List<Integer> order,
        boolean streams,
        String currency,
        long priceMicrosPerSecond,
        int runLimitSeconds,
        long holdMicros,
        byte[] input,
        SealedInput sealed,
        Optional<Claim> claim,
        Optional<String> deployment,
        Optional<String> endUser,
        boolean lowPriority,
        Optional<Instant> deadline,
        Optional<Webhook> webhook) {

    /** The one that is tried first. */
    public Target first() {
        return targets.get(order.get(0));
    }

    /** Digests of the caller's key and of all that he asked for. */
    public record Claim(byte[] key, byte[] request) {}
}
