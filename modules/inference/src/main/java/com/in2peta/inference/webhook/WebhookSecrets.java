package com.in2peta.inference.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.inference.persistence.WebhookSettingsTable.SealedSecret;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The keys that sign an organization's webhooks, sealed under its own key. */
@ApplicationScoped
class WebhookSecrets {

    /** How long the secret before the present one signs beside it. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final String PLACE = "inference.webhook_secret.secret|";
    private static final int BYTES = 32;
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int ORGANIZATIONS = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret, and until when the one before signs too. */
    record Replacement(byte[] key, Instant previousEndsAt) {}

    @Inject
    WebhookRows rows;

    @Inject
    Seals seals;

    @Inject
    Clock clock;

    private final Cache<UUID, List<byte[]>> known = Caffeine.newBuilder()
            .maximumSize(ORGANIZATIONS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** The present one first; made at first use. Another node's rotation is seen some seconds later, when both still sign. */
    List<byte[]> signing(UUID organizationId) {
        return known.get(organizationId, this::read);
    }

    private List<byte[]> read(UUID organizationId) {
        List<SealedSecret> found = rows.secrets(organizationId);
        if (found.isEmpty()) {
            found = rows.addFirstSecret(organizationId, sealed(organizationId, random()));
        }
        return found.stream()
                .map(secret -> seals.open(organizationId, secret.secret(), PLACE + secret.id()))
                .toList();
    }

    Replacement rotate(UUID organizationId) {
        byte[] key = random();
        Instant previousEndsAt = clock.instant().plus(OVERLAP);
        rows.replaceSecret(organizationId, sealed(organizationId, key), previousEndsAt);
        known.invalidate(organizationId);
        return new Replacement(key, previousEndsAt);
    }

    private SealedSecret sealed(UUID organizationId, byte[] key) {
        UUID id = Ids.next(clock);
        return new SealedSecret(id, seals.seal(organizationId, key, PLACE + id));
    }

    private static byte[] random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return key;
    }
}
