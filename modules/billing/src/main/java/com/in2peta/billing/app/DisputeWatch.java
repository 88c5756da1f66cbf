package com.in2peta.billing.app;

import com.in2peta.billing.domain.PaymentProcessor;
import com.in2peta.billing.persistence.DisputeTable;
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
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Reads the processor's newest disputes, in case its events do not come. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DisputeWatch {

    private static final Duration PERIOD = Duration.ofHours(1);

    @Inject
    PaymentProcessor processor;

    @Inject
    DisputeTable disputes;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        looks = recurring.every(PERIOD, "the watch of disputes", this::look);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }

    private void look() {
        processor.newestDisputes().forEach(dispute -> disputes.note(dispute, clock.instant()));
    }
}
