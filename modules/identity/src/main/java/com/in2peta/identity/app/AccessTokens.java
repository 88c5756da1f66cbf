package com.in2peta.identity.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Login.AccessToken;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Signs and checks access tokens: JWTs with ES256 and nothing else. The algorithm is fixed here, never taken from the token;
 * a {@code kid} is compared, not followed. Verified tokens are remembered until they end, since a signature costs more than the
 * request behind it.
 */
@ApplicationScoped
public class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(15);
    static final String AUDIENCE = "in2peta";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int REMEMBERED_TOKENS = 10_000;

    @Inject
    IdentityConfig config;

    @Inject
    Clock clock;

    private final Cache<String, Caller> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TOKENS).build();
    private ECKey key;
    private String publicKeys;
    private ECDSASigner signer;
    private ECDSAVerifier verifier;

    @PostConstruct
    void readKey() {
        try {
            key = SigningKey.read(config.jwtKeyFile());
            signer = new ECDSASigner(key);
            verifier = new ECDSAVerifier(key.toPublicJWK());
            publicKeys = new JWKSet(List.of((JWK) key.toPublicJWK())).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("in2peta.identity.jwt-key-file holds no usable key", e);
        }
    }

    public String publicKeys() {
        return publicKeys;
    }

    public AccessToken issue(UUID personId, UUID organizationId, String username, Set<String> roles) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(config.publicUrl())
                .audience(AUDIENCE)
                .subject(personId.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("upn", username)
                .claim("organization_id", organizationId.toString())
                .claim("groups", List.copyOf(new TreeSet<>(roles)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token could not be signed", e);
        }
        return new AccessToken(token.serialize(), LIFE.toSeconds());
    }

    public Optional<Caller> verify(String token) {
        Caller known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token).orElse(null);
            if (known != null) {
                verified.put(token, known);
            }
        }
        Instant now = clock.instant();
        return Optional.ofNullable(known)
                .filter(caller -> caller.expiresAt().filter(now::isBefore).isPresent());
    }

    private Optional<Caller> check(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())
                    || !key.getKeyID().equals(header.getKeyID())
                    || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!config.publicUrl().equals(claims.getIssuer())
                    || !claims.getAudience().contains(AUDIENCE)
                    || claims.getExpirationTime() == null) {
                return Optional.empty();
            }
            return Optional.of(Caller.byToken(
                    UUID.fromString(claims.getSubject()),
                    UUID.fromString(claims.getStringClaim("organization_id")),
                    claims.getStringClaim("upn"),
                    Set.copyOf(claims.getStringListClaim("groups")),
                    claims.toJSONObject()));
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty(); // whatever is not ours is nobody's
        }
    }
}
