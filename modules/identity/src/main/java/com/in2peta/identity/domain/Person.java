package com.in2peta.identity.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A human who signs in. Name and address are sealed; the password exists here only as an Argon2id hash. */
@Entity
@Table(name = "person", schema = "identity")
public class Person {

    @Id
    private UUID id;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false)
    private byte[] name;

    @Column(nullable = false)
    private byte[] email;

    @Column(name = "email_index", nullable = false)
    private byte[] emailIndex;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash;

    @Column(name = "adult_affirmed_at", nullable = false, updatable = false)
    private Instant adultAffirmedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Version
    private int version;

    protected Person() {
        // for the persistence provider
    }

    /** A person who has just affirmed to be 18 or older. */
    public static Person of(
            UUID id,
            UUID organizationId,
            byte[] name,
            byte[] email,
            byte[] emailIndex,
            String passwordHash,
            Instant now) {
        Person person = new Person();
        person.id = id;
        person.organizationId = organizationId;
        person.name = name;
        person.email = email;
        person.emailIndex = emailIndex;
        person.passwordHash = passwordHash;
        person.adultAffirmedAt = now;
        person.createdAt = now;
        return person;
    }

    public UUID id() {
        return id;
    }

    /** Sealed. */
    public byte[] name() {
        return name;
    }
}
