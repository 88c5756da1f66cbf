package com.in2peta.identity.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Authentication;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.app.ApiKeyService.KeyRevoked;
import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.AccountRepository.KeyOwner;
import com.in2peta.identity.domain.ApiKeyText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks keys and tokens on every request. A key that was found is remembered for a second: a revocation on this node forgets it at once,
 * one on another node takes effect within that second.
 */
@ApplicationScoped
class CredentialService implements Authentication {

    static final Duration REMEMBER_KEY = Duration.ofSeconds(1);
    private static final int REMEMBERED_KEYS = 50_000;

    private record KnownKey(byte[] digest, Caller caller) {}

    @Inject
    AccountRepository accounts;

    @Inject
    AccessTokens tokens;

    @Inject
    FrozenAccounts frozen;

    @Inject
    KeyUse keyUse;

    private final Cache<String, KnownKey> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .expireAfterWrite(REMEMBER_KEY)
            .build();

    @Override
    public Optional<Caller> authenticate(String credential) {
        Optional<Caller> caller = credential.startsWith(ApiKeyText.PREFIX)
                ? ApiKeyText.parse(credential).flatMap(this::byKey)
                : tokens.verify(credential);
        return caller.filter(found -> !frozen.isFrozen(found.personId()));
    }

    @Override
    public String publicKeys() {
        return tokens.publicKeys();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeyRevoked revoked) {
        known.invalidate(revoked.keyId());
    }

    private Optional<Caller> byKey(ApiKeyText text) {
        KnownKey key = known.get(text.keyId(), this::find);
        if (key == null || !MessageDigest.isEqual(key.digest(), text.digest())) {
            return Optional.empty();
        }
        keyUse.used(key.caller().apiKeyId().orElseThrow());
        return Optional.of(key.caller());
    }

    private KnownKey find(String keyId) {
        return accounts.findKeyOwner(keyId).map(CredentialService::known).orElse(null);
    }

    private static KnownKey known(KeyOwner owner) {
        return new KnownKey(
                owner.digest(),
                Caller.byKey(owner.personId(), owner.organizationId(), owner.apiKeyId(), owner.username()));
    }
}
