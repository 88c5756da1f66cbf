package com.in2peta.inference.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A file without its content.
 *
 * @param predictionId whose output it is; empty when it was uploaded
 * @param sealedKey the content key, wrapped for the hour in which the file ends
 * @param size empty until the content is complete
 * @param details sealed; as the size
 */
public record StoredFile(
        UUID id,
        UUID organizationId,
        Optional<UUID> predictionId,
        byte[] sealedKey,
        OptionalLong size,
        Optional<byte[]> details,
        Instant createdAt,
        Instant expiresAt) {

    /** The same when its content is complete. */
    public StoredFile complete(long bytes, byte[] sealedDetails) {
        return new StoredFile(
                id,
                organizationId,
                predictionId,
                sealedKey,
                OptionalLong.of(bytes),
                Optional.of(sealedDetails),
                createdAt,
                expiresAt);
    }
}
