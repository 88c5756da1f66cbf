package com.in2peta.identity.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Revoked ones too. */
    List<KeyView> list(Caller caller, Slice slice);

    /** The names of those of the keys that are known, revoked ones too. */
    Map<UUID, String> names(Caller caller, Set<UUID> ids);

    /** From now on the key is refused: on this node at once, on others within a second. */
    void revoke(Caller caller, UUID id);
}
