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

/**
 * Starts what works in the background and stops it in the opposite order. It must happen here and not on first use: that may come on a
 * thread of the HTTP client, where the server gives out no managed threads.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InferenceStartup {

    /** The sweep finds whatever a lost message, a crash or a pause left behind. */
    private static final Duration SWEEP = Duration.ofMillis(250);

    private static final Duration DEADLINES = Duration.ofSeconds(1);

    @Inject
    UsageLogBuffer usageLog;

    @Inject
    Completions completions;

    @Inject
    Completer completer;

    @Inject
    Feed feed;

    @Inject
    Dispatcher dispatcher;

    @Inject
    AdmissionWriter admissions;

    @Inject
    RunCounts runCounts;

    @Inject
    Recurring recurring;

    @Inject
    Deadlines deadlines;

    private ScheduledFuture<?> sweeps;
    private ScheduledFuture<?> looks;
    private ScheduledFuture<?> renewals;

    @PostConstruct
    void start() {
        usageLog.start();
        completions.start();
        feed.start();
        completer.start();
        dispatcher.start();
        admissions.start();
        runCounts.start();
        looks = recurring.every(DEADLINES, "the look for passed deadlines", deadlines::look);
        renewals = recurring.every(Dispatcher.RENEWAL, "the renewal of leases", dispatcher::renew);
        sweeps = recurring.every(SWEEP, "the sweep", dispatcher::sweep);
    }

    @PreDestroy
    void stop() {
        sweeps.cancel(false);
        renewals.cancel(false);
        runCounts.stop();
        looks.cancel(false);
        admissions.stop();
        dispatcher.stop();
        completer.stop();
        feed.stop();
        completions.stop();
        usageLog.stop();
    }
}
