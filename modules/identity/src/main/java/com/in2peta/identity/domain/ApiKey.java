package com.in2peta.identity.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An API key without its secret: that is kept as a digest, and the digest goes with the revocation. */
@Entity
@Table(name = "api_key", schema = "identity")
public class ApiKey {

    private static final byte[] ERASED = new byte[32];

    @Id
    private UUID id;

    @Column(name = "key_id", nullable = false, updatable = false)
    private String keyId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "created_by", nullable = false, updatable = false)
    private UUID createdBy;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private byte[] digest;

    @Column(name = "last_four", nullable = false, updatable = false)
    private String lastFour;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Written in batches by SQL, never through the entity. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    private Instant lastUsedAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    @Version
    private int version;

    protected ApiKey() {
        // for the persistence provider
    }

    public static ApiKey of(UUID id, UUID organizationId, UUID createdBy, String name, ApiKeyText text, Instant now) {
        ApiKey key = new ApiKey();
        key.id = id;
        key.keyId = text.keyId();
        key.organizationId = organizationId;
        key.createdBy = createdBy;
        key.name = name;
        key.digest = text.digest();
        key.lastFour = text.lastFour();
        key.createdAt = now;
        return key;
    }

    /** Revoking twice keeps the first time. */
    public void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
            digest = ERASED.clone();
        }
    }

    public UUID id() {
        return id;
    }

    public String keyId() {
        return keyId;
    }

    public String name() {
        return name;
    }

    public String lastFour() {
        return lastFour;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
