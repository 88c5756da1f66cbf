package com.in2peta.inference.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.domain.Provider.Place;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.endpoint.Places;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.outbox.OutboxHandler;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tells a provider that nobody wants a job's result any more; {@code inference.cancel} puts the message into the outbox. */
@ApplicationScoped
public class ProviderCancelHandler implements OutboxHandler {

    /** What {@code inference.cancel} writes. */
    record Order(UUID owner, String provider, String endpoint, String job, UUID token) {}

    public static final String TOPIC = "provider-cancel";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Providers providers;

    @Inject
    Places places;

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        Order order;
        try {
            order = JSON.readValue(payload, Order.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable cancel in the outbox");
        }
        providers.find(order.provider()).ifPresent(provider -> {
            Place place;
            try {
                place = places.of(provider, order.owner(), new Target(order.provider(), order.endpoint()));
            } catch (ProviderFailure gone) {
                return; // nobody can reach the job any more
            }
            // Both are bounded by the call's own timeout. What has no id may be under way all the same.
            (order.job() == null ? provider.abandon(place, order.token()) : provider.cancel(place, order.job())).join();
        });
    }
}
