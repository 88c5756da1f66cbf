package com.in2peta.billing.app;

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
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Looks at what is spent of limits. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpendWatch {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Inject
    SpendNotices notices;

    @Inject
    Recurring recurring;

    private ScheduledFuture<?> looks;

    @PostConstruct
    void start() {
        looks = recurring.every(PERIOD, "the watch of limits", notices::tell);
    }

    @PreDestroy
    void stop() {
        looks.cancel(false);
    }
}
