package com.in2peta.billing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.persistence.DisputeTable;
import com.in2peta.kernel.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/** Looks at the dispute that an event was about. */
@ApplicationScoped
class DisputeHandler implements OutboxHandler {

    /** What the outbox holds: its id at the processor. */
    record Told(String dispute) {}

    static final String TOPIC = "dispute";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    PaymentProcessor processor;

    @Inject
    DisputeTable disputes;

    @Inject
    Clock clock;

    @Override
    public String topic() {
        return TOPIC;
    }

    static String payload(String disputeId) {
        try {
            return JSON.writeValueAsString(new Told(disputeId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        try {
            disputes.note(
                    processor.findDispute(JSON.readValue(payload, Told.class).dispute()), clock.instant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable dispute in the outbox");
        }
    }
}
