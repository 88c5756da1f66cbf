package com.in2peta.models.domain;

import java.time.Instant;
import java.util.UUID;

/** A call of a version that its owner shows; input and output are compact JSON. */
public record Example(UUID id, UUID modelId, String versionId, String input, String output, Instant createdAt) {

    private static final int HALF = 16;
    private static final int HEX = 16;

    /** The example that a version was published with; its id is the beginning of the version's, so it is always the same one. */
    public static Example of(ModelVersion version, String input, String output) {
        UUID id = new UUID(
                Long.parseUnsignedLong(version.id().substring(0, HALF), HEX),
                Long.parseUnsignedLong(version.id().substring(HALF, HALF + HALF), HEX));
        return new Example(id, version.modelId(), version.id(), input, output, version.createdAt());
    }
}
