package com.in2peta.inference.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tells a provider that nobody wants a job's result any more; {@code inference.cancel} puts the message into the outbox. */
@ApplicationScoped
class ProviderCancelHandler implements OutboxHandler {

    /** What {@code inference.cancel} writes. */
    record Order(String provider, String endpoint, String job) {}

    static final String TOPIC = "provider-cancel";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Providers providers;

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
        providers
                .find(order.provider())
                .ifPresent(provider ->
                        provider.cancel(order.endpoint(), order.job()).join()); // bounded by the call's own timeout
    }
}
