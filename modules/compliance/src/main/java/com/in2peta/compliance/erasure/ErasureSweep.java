package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.api.Jobs.RunView;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.problem.DomainException;
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
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;

/** Starts the run of each erasure that has begun, and goes on with those that wait: a case that nobody touches still comes to its end. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ErasureSweep {

    private static final Logger LOG = System.getLogger(ErasureSweep.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);
    /** What waits, waits for something that takes its time. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Inject
    ErasureCases cases;

    @Inject
    Jobs jobs;

    @Inject
    ComplianceConfig config;

    @Inject
    Recurring recurring;

    private ScheduledFuture<?> sweeps;

    @PostConstruct
    void begin() {
        sweeps = recurring.every(PERIOD, "the sweep over erasures", this::sweep);
    }

    @PreDestroy
    void end() {
        sweeps.cancel(false);
    }

    private void sweep() {
        if (config.scheduleEnabled()) {
            cases.waiting(PAUSE).forEach(this::goOn);
        }
    }

    private void goOn(UUID request) {
        RunView run = jobs.start(ErasureJob.NAME, Optional.of(request), false, Optional.empty());
        if (run.state().equals("parked")) {
            try {
                jobs.resume(run.id());
            } catch (DomainException e) {
                LOG.log(Level.DEBUG, "run {0} goes on elsewhere", run.id());
            }
        }
    }
}
