package com.in2peta.identity.api;

import jakarta.security.enterprise.CallerPrincipal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who is calling: a person acting for an organization, by access token or by API key. Also a {@link JsonWebToken}, so that claims can be
 * injected the MicroProfile way; with a key they are the claims that a token of the same person would carry.
 */
public class Caller extends CallerPrincipal implements JsonWebToken {

    private final UUID personId;
    private final UUID organizationId;
    private final transient UUID apiKeyId;
    private final String username;
    private final transient Set<String> roles;
    private final transient Map<String, Object> claims;

    private Caller(
            UUID personId,
            UUID organizationId,
            UUID apiKeyId,
            String username,
            Set<String> roles,
            Map<String, Object> claims) {
        super(username);
        this.personId = personId;
        this.organizationId = organizationId;
        this.apiKeyId = apiKeyId;
        this.username = username;
        this.roles = Set.copyOf(roles);
        this.claims = Map.copyOf(claims);
    }

    /** A caller who showed an API key. */
    public static Caller byKey(UUID personId, UUID organizationId, UUID apiKeyId, String username) {
        return new Caller(
                personId,
                organizationId,
                apiKeyId,
                username,
                Set.of(Roles.USER),
                Map.of(Claims.sub.name(), personId.toString(), Claims.upn.name(), username));
    }

    /** A caller who showed an access token with these claims. */
    public static Caller byToken(
            UUID personId, UUID organizationId, String username, Set<String> roles, Map<String, Object> claims) {
        return new Caller(personId, organizationId, null, username, roles, claims);
    }

    public UUID personId() {
        return personId;
    }

    public UUID organizationId() {
        return organizationId;
    }

    /** Empty when the caller signed in with a token. */
    public Optional<UUID> apiKeyId() {
        return Optional.ofNullable(apiKeyId);
    }

    /** The name under which the organization publishes models. */
    public String username() {
        return username;
    }

    public Set<String> roles() {
        return roles;
    }

    /** When the token ends; empty for a key. */
    public Optional<Instant> expiresAt() {
        return time(Claims.exp);
    }

    /** When the person signed in with the password for this token; empty for a key. */
    public Optional<Instant> signedInAt() {
        return time(Claims.iat);
    }

    private Optional<Instant> time(Claims claim) {
        return claims.get(claim.name()) instanceof Long seconds
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    @Override
    public Set<String> getGroups() {
        return roles;
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }
}
