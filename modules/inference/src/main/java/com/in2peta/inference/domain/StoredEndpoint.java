package com.in2peta.inference.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An owner's endpoint as it is stored.
 *
 * @param access sealed; empty while the provider has given no address
 * @param hosting present when the platform makes it
 */
public record StoredEndpoint(
        UUID id,
        UUID organizationId,
        String provider,
        String name,
        Optional<String> region,
        Optional<byte[]> access,
        Instant createdAt,
        Optional<StoredHosting> hosting) {

    /** With something else wanted of it. */
    public StoredEndpoint with(Optional<String> newRegion, StoredHosting newHosting) {
        return new StoredEndpoint(
                id, organizationId, provider, name, newRegion, access, createdAt, Optional.of(newHosting));
    }
}
