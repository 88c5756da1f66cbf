package com.in2peta.inference.webhook;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionDocuments;
import com.in2peta.inference.api.Webhooks;
import com.in2peta.inference.domain.WebhookSignature;
import com.in2peta.inference.webhook.WebhookSecrets.Replacement;
import com.in2peta.kernel.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What callers can see and do about webhooks. */
@ApplicationScoped
class WebhookService implements Webhooks {

    @Inject
    WebhookRows rows;

    @Inject
    WebhookMessages messages;

    @Inject
    WebhookSecrets secrets;

    @Inject
    WebhookUrls urls;

    @Override
    public void showAs(PredictionDocuments documents) {
        messages.showAs(documents);
    }

    @Override
    public String secret(Caller caller) {
        return WebhookSignature.text(secrets.signing(caller.organizationId()).get(0));
    }

    @Override
    public Rotation rotate(Caller caller) {
        Replacement made = secrets.rotate(caller.organizationId());
        return new Rotation(WebhookSignature.text(made.key()), made.previousEndsAt());
    }

    @Override
    public List<DeliveryView> deliveries(Caller caller, Optional<UUID> predictionId, Slice slice) {
        return rows.deliveries(caller.organizationId(), predictionId, slice);
    }

    @Override
    public DeliveryView replay(Caller caller, UUID id) {
        return rows.replay(caller.organizationId(), id);
    }

    @Override
    public List<DisabledUrl> disabledUrls(Caller caller, Slice slice) {
        UUID organization = caller.organizationId();
        return rows.disabled(organization, slice).stream()
                .map(row -> new DisabledUrl(row.id(), urls.open(organization, row.id(), row.url()), row.disabledAt()))
                .toList();
    }

    @Override
    public void enable(Caller caller, UUID id) {
        urls.enable(caller.organizationId(), id);
    }
}
