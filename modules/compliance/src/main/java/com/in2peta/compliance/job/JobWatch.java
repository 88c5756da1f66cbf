package com.in2peta.compliance.job;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.job.JobRuns.Claim;
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
 * One on each node: says which runs are alive here, takes over those that died elsewhere, starts what is due. What is due is read from the
 * runs, so a node that is restarted every hour still runs the daily jobs.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobWatch {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(JobWatch.class.getName());

    @Inject
    JobDefinitions definitions;

    @Inject
    JobRuns runs;

    @Inject
    JobLauncher launcher;

    @Inject
    Jobs jobs;

    @Inject
    ComplianceConfig config;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private List<ScheduledFuture<?>> schedules;

    @PostConstruct
    void begin() {
        schedules = List.of(
                recurring.every(BEAT, "the heartbeat of job runs", this::beat),
                recurring.every(WATCH, "the watch over job runs", this::takeOver),
                recurring.every(WATCH, "the schedule of jobs", this::startDue));
    }

    @PreDestroy
    void end() {
        schedules.forEach(schedule -> schedule.cancel(false));
    }

    private void beat() {
        List<Long> atWork = launcher.executionsAtWork();
        if (!atWork.isEmpty()) {
            runs.beat(atWork).stream().filter(Claim::stopRequested).forEach(this::stop);
        }
    }

    private void stop(Claim run) {
        run.executionId().ifPresent(launcher::stop);
    }

    private void takeOver() {
        for (Claim run : runs.takeOver(SILENCE)) {
            if (run.stopRequested()) {
                runs.end(run.id(), run.fence(), "stopped", Optional.empty(), clock.instant());
                continue;
            }
            LOG.log(Level.INFO, "job run {0} was interrupted and is taken over", run.id());
            relaunch(run);
        }
    }

    /** One run that cannot be launched must not keep the others from it. */
    private void relaunch(Claim run) {
        try {
            launcher.relaunch(run);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "job run {0} could not be launched: {1}", run.id(), FailureCode.of(e));
        }
    }

    private void startDue() {
        if (!config.scheduleEnabled()) {
            return;
        }
        for (JobDefinition job : definitions.all()) {
            job.every().ifPresent(period -> startWhenDue(job, period));
        }
    }

    private void startWhenDue(JobDefinition job, Duration period) {
        Optional<Jobs.RunView> open = runs.open(job.name(), Optional.empty());
        if (open.isPresent()) {
            open.filter(run -> run.state().equals("parked"))
                    .flatMap(run -> runs.reopen(run.id(), period))
                    .ifPresent(this::relaunch);
        } else if (!runs.beganWithin(job.name(), period, clock.instant())) {
            jobs.start(job.name(), Optional.empty(), false, Optional.empty());
        }
    }
}
