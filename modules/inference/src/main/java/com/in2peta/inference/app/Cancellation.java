package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Ends a prediction because its owner says so. Its content is kept like that of any other, unless its key was destroyed. */
@ApplicationScoped
class Cancellation {

    @Inject
    PredictionTable predictions;

    @Inject
    PredictionContent content;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    /** False when it had ended already, or does not exist for this organization. */
    boolean cancel(UUID organizationId, UUID id) {
        Optional<byte[]> inFlightKey = predictions.inFlightKey(organizationId, id);
        if (inFlightKey.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Optional<byte[]> key = keep(organizationId, id, inFlightKey.get(), now.plus(config.payloadRetention()));
        return predictions.cancel(organizationId, id, key, Ids.next(clock), now, config.payloadRetention());
    }

    private Optional<byte[]> keep(UUID organizationId, UUID id, byte[] inFlightKey, Instant expiresAt) {
        try {
            ContentKey key = content.key(organizationId, id, inFlightKey);
            return Optional.of(content.keep(key, organizationId, id, expiresAt));
        } catch (KeyDestroyed e) {
            return Optional.empty();
        }
    }
}
