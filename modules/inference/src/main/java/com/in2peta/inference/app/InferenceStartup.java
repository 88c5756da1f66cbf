package com.in2peta.inference.app;

import com.in2peta.inference.dispatch.Completer;
import com.in2peta.inference.dispatch.Dispatcher;
import com.in2peta.inference.dispatch.Steps;
import com.in2peta.inference.stream.Completions;
import com.in2peta.inference.stream.Feed;
import com.in2peta.inference.usage.RunCounts;
import com.in2peta.inference.usage.TargetCounts;
import com.in2peta.inference.usage.UsageLogBuffer;
import com.in2peta.kernel.time.Recurring;
import com.in2peta.kernel.work.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * Starts what works in the background and stops it in the opposite order. It must happen here and not on first use: that may come on a
 * thread that belongs to no module, where the server gives out no managed threads and, in an EAR, makes beans without injecting anything. So the
 * module's beans are made here too.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InferenceStartup {

    private static final String MODULE = "com.in2peta.inference.";
    /** The sweep finds whatever a lost message, a crash or a pause left behind. */
    private static final Duration SWEEP = Duration.ofMillis(250);

    private static final Duration DEADLINES = Duration.ofSeconds(1);

    @Inject
    BeanManager beans;

    @Inject
    Workers workers;

    @Inject
    UsageLogBuffer usageLog;

    @Inject
    Completions completions;

    @Inject
    Completer completer;

    @Inject
    Feed feed;

    @Inject
    Steps steps;

    @Inject
    Dispatcher dispatcher;

    @Inject
    AdmissionWriter admissions;

    @Inject
    RunCounts runCounts;

    @Inject
    TargetCounts targetCounts;

    @Inject
    Recurring recurring;

    @Inject
    Deadlines deadlines;

    private ScheduledFuture<?> sweeps;
    private ScheduledFuture<?> looks;
    private ScheduledFuture<?> renewals;

    @PostConstruct
    void start() {
        workers.start();
        makeBeans();
        usageLog.start();
        completions.start();
        feed.start();
        completer.start();
        steps.start();
        admissions.start();
        runCounts.start();
        targetCounts.start();
        looks = recurring.every(DEADLINES, "the look for passed deadlines", deadlines::look);
        renewals = recurring.every(Dispatcher.RENEWAL, "the renewal of leases", dispatcher::renew);
        sweeps = recurring.every(SWEEP, "the sweep", dispatcher::sweep);
    }

    private void makeBeans() {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getScope() == ApplicationScoped.class
                    && bean.getBeanClass().getName().startsWith(MODULE)) {
                beans.getReference(bean, Object.class, beans.createCreationalContext(bean))
                        .toString(); // a proxy makes its bean at the first call
            }
        }
    }

    @PreDestroy
    void stop() {
        sweeps.cancel(false);
        renewals.cancel(false);
        runCounts.stop();
        targetCounts.stop();
        looks.cancel(false);
        admissions.stop();
        steps.stop();
        workers.stop();
        completer.stop();
        feed.stop();
        completions.stop();
        usageLog.stop();
    }
}
