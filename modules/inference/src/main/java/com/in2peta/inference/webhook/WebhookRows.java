package com.in2peta.inference.webhook;

import com.in2peta.inference.api.Webhooks.DeliveryView;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.StoredPrediction;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.persistence.WebhookDeliveryTable;
import com.in2peta.inference.persistence.WebhookSettingsTable;
import com.in2peta.inference.persistence.WebhookSettingsTable.SealedSecret;
import com.in2peta.inference.persistence.WebhookSettingsTable.SealedUrl;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads and writes what belongs to an organization's webhooks; each method is a transaction, so nothing is sealed or opened here. */
@Stateless
public class WebhookRows {

    /** What a message is made of: the prediction as it is now, and the URL as it lies sealed. */
    public record Material(StoredPrediction prediction, byte[] url) {}

    @Inject
    PredictionTable predictions;

    @Inject
    WebhookDeliveryTable deliveries;

    @Inject
    WebhookSettingsTable settings;

    @Inject
    InferenceConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    /** Of predictions of one organization, without those that are gone. */
    public List<Material> materials(UUID organizationId, Set<UUID> predictionIds) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        Instant now = clock.instant();
        Map<UUID, byte[]> urls = deliveries.urls(organizationId, predictionIds);
        return predictions.find(organizationId, urls.keySet(), now, now.minus(config.usageLogRetention())).stream()
                .map(prediction -> new Material(prediction, urls.get(prediction.id())))
                .toList();
    }

    public List<SealedSecret> secrets(UUID organizationId) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        return settings.secrets(organizationId, clock.instant());
    }

    /** Answers what counts afterwards: somebody else's, if he came first. */
    public List<SealedSecret> addFirstSecret(UUID organizationId, SealedSecret secret) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        settings.addFirstSecret(organizationId, secret, clock.instant());
        return settings.secrets(organizationId, clock.instant());
    }

    public void replaceSecret(UUID organizationId, SealedSecret secret, Instant previousEndsAt) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        settings.replaceSecret(organizationId, secret, clock.instant(), previousEndsAt);
    }

    public List<DeliveryView> deliveries(UUID organizationId, Optional<UUID> predictionId, Slice slice) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        return deliveries.list(organizationId, predictionId, slice);
    }

    public DeliveryView replay(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        deliveries.find(id).orElseThrow(() -> DomainException.notFound("delivery"));
        if (!deliveries.replay(id, clock.instant())) {
            throw new DomainException(ProblemType.CONFLICT, "The delivery is under way.");
        }
        return deliveries.find(id).orElseThrow();
    }

    public boolean isDisabled(UUID organizationId, byte[] urlIndex) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        return settings.isDisabled(organizationId, urlIndex);
    }

    public void disable(UUID organizationId, SealedUrl url, byte[] urlIndex) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        settings.disable(organizationId, url, urlIndex);
    }

    public List<SealedUrl> disabled(UUID organizationId, Slice slice) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        return settings.disabled(organizationId, slice);
    }

    public void enable(UUID organizationId, UUID id) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        if (!settings.enable(organizationId, id)) {
            throw DomainException.notFound("URL");
        }
    }
}
