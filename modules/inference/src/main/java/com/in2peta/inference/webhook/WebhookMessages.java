package com.in2peta.inference.webhook;

import com.in2peta.inference.api.PredictionDocuments;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.domain.StoredPrediction;
import com.in2peta.inference.webhook.WebhookRows.Material;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.seal.SealBroken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Makes what is sent from the prediction as it is now. */
@ApplicationScoped
class WebhookMessages {

    /** A prediction's content can be large; so many are open at a time, and what is then sent is small. */
    static final int OPEN = 4;

    /** Where to, and what. */
    record Message(String url, byte[] body) {}

    @Inject
    WebhookRows rows;

    @Inject
    PredictionContent content;

    @Inject
    Clock clock;

    private final Semaphore open = new Semaphore(OPEN, true); // or several would wait for ever behind single ones
    private volatile Optional<PredictionDocuments> documents = Optional.empty();

    void showAs(PredictionDocuments given) {
        documents = Optional.of(given);
    }

    /** Whether messages can be made. */
    boolean areReady() {
        return documents.isPresent();
    }

    /**
     * Of at most {@link #OPEN} predictions of one organization, which share a transaction. One that is missing is gone, or its content is, and with it
     * the URL.
     */
    Map<UUID, Message> messages(UUID organizationId, Set<UUID> predictionIds) {
        open.acquireUninterruptibly(predictionIds.size());
        try {
            Map<UUID, Message> messages = new HashMap<>();
            Instant now = clock.instant();
            for (Material material : rows.materials(organizationId, predictionIds)) {
                url(material)
                        .map(url -> new Message(url, body(content.view(material.prediction(), now))))
                        .ifPresent(message -> messages.put(material.prediction().id(), message));
            }
            return messages;
        } finally {
            open.release(predictionIds.size());
        }
    }

    /** Where messages of a prediction go; empty as above. */
    Optional<String> url(UUID organizationId, UUID predictionId) {
        return rows.materials(organizationId, Set.of(predictionId)).stream()
                .findFirst()
                .flatMap(this::url);
    }

    private Optional<String> url(Material material) {
        StoredPrediction prediction = material.prediction();
        try {
            return prediction
                    .content()
                    .map(stored -> content.key(prediction.organizationId(), prediction.id(), stored.key()))
                    .map(key -> content.openWebhook(key, prediction.id(), material.url()));
        } catch (KeyDestroyed | SealBroken e) {
            return Optional.empty();
        }
    }

    /** Without what would make it too large: the input first, then the output. */
    private byte[] body(PredictionView prediction) {
        int output = prediction.output().map(bytes -> bytes.length).orElse(0);
        int input = prediction.input().map(bytes -> bytes.length).orElse(0);
        PredictionView sent = prediction;
        if (input + output > Limits.WEBHOOK_CONTENT_BYTES) {
            sent = sent.withContent(
                    Optional.empty(), prediction.output().filter(bytes -> output <= Limits.WEBHOOK_CONTENT_BYTES));
        }
        return documents.orElseThrow().json(sent);
    }
}
