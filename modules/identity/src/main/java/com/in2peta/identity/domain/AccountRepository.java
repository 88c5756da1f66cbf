package com.in2peta.identity.domain;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accounts and keys. What is looked up before anybody is signed in goes through functions of the database that answer only that. */
public interface AccountRepository {

    /** What login needs to know of an address. */
    record Credentials(UUID personId, UUID organizationId, String passwordHash) {}

    /** What a key stands for. */
    record KeyOwner(UUID apiKeyId, UUID organizationId, UUID personId, byte[] digest, String username) {}

    void add(Organization organization, Person person);

    /** By the digest of the address. */
    Optional<Credentials> findCredentials(byte[] emailIndex);

    boolean usernameTaken(String username);

    Optional<Person> findPerson(UUID personId);

    Optional<Organization> findOrganization(UUID organizationId);

    List<String> staffRoles(UUID personId);

    void add(ApiKey key);

    Optional<ApiKey> findKey(UUID id);

    List<ApiKey> keys(Slice slice, Instant revokedAfter);

    List<ApiKey> keys(Set<UUID> ids);

    long liveKeys();

    Optional<KeyOwner> findKeyOwner(String keyId);
}
