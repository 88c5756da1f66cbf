package com.in2peta.billing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.outbox.OutboxHandler;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/** Looks at the payment that an event was about. */
@ApplicationScoped
class PaymentHandler implements OutboxHandler {

    /** What the outbox holds. */
    record Told(UUID order, String payment) {}

    static final String TOPIC = "payment";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = System.getLogger(PaymentHandler.class.getName());

    @Inject
    CreditOrders orders;

    @Inject
    Payments payments;

    static String payload(UUID orderId, String paymentId) {
        try {
            return JSON.writeValueAsString(new Told(orderId, paymentId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        Told told;
        try {
            told = JSON.readValue(payload, Told.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable payment in the outbox");
        }
        orders.find(organizationId, told.order()).ifPresent(order -> {
            try {
                payments.collect(organizationId, order, told.payment(), Optional.empty());
            } catch (DomainException e) {
                if (e.type() != ProblemType.PAYMENT_NOT_CONFIRMED) {
                    throw e;
                }
                // It is not captured, or not what was ordered: another event or the watch comes when that changes.
                LOG.log(Level.WARNING, "order {0}: a payment was not taken", order.id());
            }
        });
    }
}
