package com.in2peta.inference.app;

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

/** Looks for due work several times a second: whatever a lost message, a crash or a pause left behind is found here. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Sweeper {

    private static final Duration PERIOD = Duration.ofMillis(250);

    @Inject
    Recurring recurring;

    @Inject
    Dispatcher dispatcher;

    private ScheduledFuture<?> sweeps;

    @PostConstruct
    void start() {
        sweeps = recurring.every(PERIOD, "the sweep", dispatcher::sweep);
    }

    @PreDestroy
    void stop() {
        sweeps.cancel(false);
    }
}
