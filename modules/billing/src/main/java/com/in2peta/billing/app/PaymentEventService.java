package com.in2peta.billing.app;

import com.in2peta.billing.api.PaymentEvents;
import com.in2peta.billing.domain.PaymentEvent;
import com.in2peta.billing.domain.PaymentEvent.News;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.persistence.PaymentEventTable;
import com.in2peta.billing.persistence.PaymentEventTable.Noted;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.outbox.Outbox;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** An event and the work that it asks for are noted in one commit, and only then the processor may forget it: the answer waits for nobody. */
@Stateless
public class PaymentEventService implements PaymentEvents {

    private static final int LONGEST_ID = 64;

    @Inject
    PaymentProcessor processor;

    @Inject
    PaymentEventTable events;

    @Inject
    Tenancy tenancy;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Override
    public void arrived(byte[] body, String signature, String eventId) {
        PaymentEvent event = processor.event(body, signature);
        if (eventId.isEmpty() || eventId.length() > LONGEST_ID) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST, "x-razorpay-event-id must have 1 to " + LONGEST_ID + " characters.");
        }
        if (event.news() == News.NOTHING) {
            return;
        }
        events.note(eventId, event, clock.instant()).ifPresent(order -> {
            tenancy.enter(order.organizationId(), Purpose.LEGAL);
            act(event, order);
        });
    }

    private void act(PaymentEvent event, Noted order) {
        switch (event.news()) {
            case MONEY_CAME ->
                outbox.add(
                        order.organizationId(),
                        PaymentHandler.TOPIC,
                        PaymentHandler.payload(order.orderId(), event.paymentId()));
            case MONEY_WENT_BACK -> events.lookAtRefunds(order.orderId(), clock.instant());
            case MONEY_IS_DISPUTED ->
                outbox.add(order.organizationId(), DisputeHandler.TOPIC, DisputeHandler.payload(event.disputeId()));
            case NOTHING -> throw new IllegalArgumentException(event.kind());
        }
    }
}
