package com.in2peta.identity.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** API keys of an organization. */
public interface ApiKeys {

    /** A key as it can be shown again and again: without its secret. */
    record KeyView(
            UUID id,
            String name,
            String prefix,
            String lastFour,
            Instant createdAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> revokedAt) {}

    /** A new key; this is the only time that its text exists outside the caller's hands. */
    record NewKey(KeyView key, String secret) {}

    NewKey create(Caller caller, String name);

    /** Newest first, at most {@code limit}, ids below {@code before} when it is given. */
    List<KeyView> list(Caller caller, Optional<UUID> before, int limit);

    /** From now on the key is refused: on this node at once, on others within a second. */
    void revoke(Caller caller, UUID id);
}
