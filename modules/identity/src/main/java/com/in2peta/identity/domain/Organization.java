package com.in2peta.identity.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** Owner of every resource, key, balance and log row. */
@Entity
@Table(name = "organization", schema = "identity")
public class Organization {

    @Id
    @Column(name = "organization_id")
    private UUID id;

    @Column(nullable = false, updatable = false)
    private String username;

    @Column(nullable = false, updatable = false)
    private String kind;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Version
    private int version;

    protected Organization() {
        // for the persistence provider
    }

    /** The organization that sign-up makes for one person. */
    public static Organization personal(UUID id, String username, Instant now) {
        Organization organization = new Organization();
        organization.id = id;
        organization.username = username;
        organization.kind = "personal";
        organization.createdAt = now;
        return organization;
    }

    public UUID id() {
        return id;
    }

    public String username() {
        return username;
    }
}
