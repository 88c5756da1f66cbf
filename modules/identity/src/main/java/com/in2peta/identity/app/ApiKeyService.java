package com.in2peta.identity.app;

import com.in2peta.identity.api.ApiKeys;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.ApiKey;
import com.in2peta.identity.domain.ApiKeyText;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes, lists and revokes keys. */
@Stateless
public class ApiKeyService implements ApiKeys {

    /** A key is refused from now on; heard once the revocation has committed. */
    record KeyRevoked(String keyId) {}

    private static final int MAX_NAME = 100;

    @Inject
    AccountRepository accounts;

    @Inject
    Tenancy tenancy;

    @Inject
    Event<KeyRevoked> revoked;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    @Override
    public NewKey create(Caller caller, String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The key needs a name.",
                    List.of(new Violation("/name", "must have 1 to 100 characters")));
        }
        tenancy.enter(caller.organizationId(), Purpose.ACCOUNT);
        if (accounts.liveKeys() >= Limits.API_KEYS) {
            throw new DomainException(ProblemType.CONFLICT, "Revoke a key first: 100 keys are in use.");
        }
        ApiKeyText text = ApiKeyText.generate();
        ApiKey key = ApiKey.of(
                Ids.next(clock), caller.organizationId(), caller.personId(), name.strip(), text, clock.instant());
        accounts.add(key);
        return new NewKey(view(key), text.text());
    }

    @Override
    public List<KeyView> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.ACCOUNT);
        Duration shown = catalogue.policy().rule("revoked-keys").duration();
        return accounts.keys(slice, clock.instant().minus(shown)).stream()
                .map(ApiKeyService::view)
                .toList();
    }

    @Override
    public Map<UUID, String> names(Caller caller, Set<UUID> ids) {
        tenancy.enter(caller.organizationId(), Purpose.ACCOUNT);
        return accounts.keys(ids).stream().collect(Collectors.toMap(ApiKey::id, ApiKey::name));
    }

    @Override
    public void revoke(Caller caller, UUID id) {
        tenancy.enter(caller.organizationId(), Purpose.ACCOUNT);
        ApiKey key = accounts.findKey(id).orElseThrow(() -> DomainException.notFound("API key"));
        key.revoke(clock.instant());
        revoked.fire(new KeyRevoked(key.keyId()));
    }

    private static KeyView view(ApiKey key) {
        return new KeyView(
                key.id(),
                key.name(),
                ApiKeyText.PREFIX + key.keyId(),
                key.lastFour(),
                key.createdAt(),
                key.lastUsedAt(),
                key.revokedAt());
    }
}
