package com.in2peta.billing.app;

import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.domain.PaymentProcessor.Payment;
import com.in2peta.billing.persistence.PaymentEventTable;
import com.in2peta.billing.persistence.PaymentEventTable.Noted;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/**
 * Asks the processor about orders that nobody has said anything about: a browser can be closed before it confirms, and events can stay away, or be
 * switched off there after a day of failures. A payment that was authorized is refunded by Razorpay after five days, so that ends it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderWatch {

    static final Duration FIRST_LOOK = Duration.ofMinutes(2);

    private static final Logger LOG = System.getLogger(OrderWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int AT_ONCE = 20;

    /** From each look to the next; after the last of them nobody looks again. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(8),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(2));

    @Inject
    PaymentEventTable table;

    @Inject
    CreditOrders orders;

    @Inject
    PaymentProcessor processor;

    @Inject
    Payments payments;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        looks = recurring.every(PERIOD, "the watch of orders", this::look);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }

    private void look() {
        for (Noted due : table.ordersToLookAt(clock.instant(), PAUSES, AT_ONCE)) {
            try {
                orders.find(due.organizationId(), due.orderId())
                        .filter(order -> !order.isPaid())
                        .ifPresent(order -> look(due, order));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "order {0} was not looked at: {1}",
                        due.orderId(),
                        FailureCode.of(e)); // the next look is fixed already
            }
        }
    }

    private void look(Noted due, CreditOrder order) {
        Optional<Payment> payment = order.razorpayOrderId().stream()
                .flatMap(id -> processor.paymentsOf(id).stream())
                .filter(found -> Payments.isOf(order, found))
                .filter(found -> found.isCaptured() || found.isAuthorized())
                .findFirst();
        payment.ifPresent(found -> payments.collect(due.organizationId(), order, found, Optional.empty()));
    }
}
