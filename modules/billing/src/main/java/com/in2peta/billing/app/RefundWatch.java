package com.in2peta.billing.app;

import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.domain.PaymentProcessor.Refund;
import com.in2peta.billing.persistence.RefundTable;
import com.in2peta.billing.persistence.RefundTable.Due;
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
 * Sends refunds and asks what became of them. A look that dies halfway is repeated: the processor knows a refund by our id, so it makes one however
 * often it is asked, and a bank may take a week.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RefundWatch {

    private static final Logger LOG = System.getLogger(RefundWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int AT_ONCE = 20;

    /** From each look to the next; the last repeats. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1));

    @Inject
    RefundTable refunds;

    @Inject
    PaymentProcessor processor;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        looks = recurring.every(PERIOD, "the watch of refunds", this::look);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }

    private void look() {
        for (Due due : refunds.toLookAt(clock.instant(), PAUSES, AT_ONCE)) {
            try {
                look(due);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "refund {0} was not looked at: {1}",
                        due.refundId(),
                        FailureCode.of(e)); // the next look is fixed already
            }
        }
    }

    private void look(Due due) {
        Optional<Refund> answer = due.processorRefundId().isPresent()
                ? processor.findRefund(due.processorRefundId().get())
                : processor.refund(due.paymentId(), due.refundId(), due.amountMinor());
        if (answer.isEmpty()) {
            LOG.log(Level.WARNING, "refund {0} was refused by the processor", due.refundId());
            refunds.end(due.refundId(), false, clock.instant());
            return;
        }
        Refund refund = answer.get();
        if (due.processorRefundId().isEmpty()) {
            refunds.sent(due.refundId(), refund.id());
        }
        if (!refund.isPending()) {
            refunds.end(due.refundId(), refund.isProcessed(), clock.instant());
        }
    }
}
