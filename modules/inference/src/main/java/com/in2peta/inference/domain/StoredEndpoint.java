package com.in2peta.inference.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An owner's endpoint as it is stored; {@code access} is sealed. */
public record StoredEndpoint(
        UUID id,
        UUID organizationId,
        String provider,
        String name,
        Optional<String> region,
        byte[] access,
        Instant createdAt) {}
