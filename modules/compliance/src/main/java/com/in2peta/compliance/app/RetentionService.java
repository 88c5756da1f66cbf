package com.in2peta.compliance.app;

import com.in2peta.compliance.api.Retention;
import com.in2peta.compliance.persistence.RetentionRuns;
import com.in2peta.compliance.persistence.RetentionRuns.Abandoned;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.retention.RetainedStore;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;

/** Starts the retention job, watches over it, and makes the first room itself: nothing can be written before. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionService implements Retention {

    public static final String JOB = "compliance-drop-ended-data";
    public static final String RUN_ID = "runId";
    private static final Duration REGULAR = Duration.ofMinutes(15);
    private static final Duration WATCH = Duration.ofSeconds(10);
    /** The room reaches further than this, so nothing has failed yet when readiness says no. */
    private static final Duration STALE = Duration.ofDays(1);

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(RetentionService.class.getName());

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    RetentionRuns runs;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private volatile Instant preparedAt = Instant.MIN;
    private List<ScheduledFuture<?>> schedules;

    @PostConstruct
    void begin() {
        prepare();
        schedules = List.of(
                recurring.every(REGULAR, "the retention run", () -> start(Optional.empty())),
                recurring.every(WATCH, "the watch over retention runs", this::watch));
    }

    @PreDestroy
    void end() {
        schedules.forEach(schedule -> schedule.cancel(false));
    }

    private void prepare() {
        try {
            stores.forEach(store -> store.prepare(clock.instant()));
            preparedAt = clock.instant();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no room made yet, trying again in a moment: {0}", FailureCode.of(e));
        }
    }

    @Override
    public boolean prepared() {
        return preparedAt.isAfter(clock.instant().minus(STALE));
    }

    @Override
    public RunView start(Optional<UUID> requestedBy) {
        UUID id = Ids.next(clock);
        if (runs.begin(id, requestedBy, clock.instant())) {
            launch(id);
        }
        return runs.find(id).or(runs::running).orElseGet(() -> start(requestedBy));
    }

    @Override
    public Optional<RunView> find(UUID id) {
        return runs.find(id);
    }

    /** Finds runs whose process died, and keeps room ahead even if no run succeeds. */
    private void watch() {
        if (preparedAt.isBefore(clock.instant().minus(REGULAR))) {
            prepare();
        }
        runs.takeOver(clock.instant().minus(SILENCE), clock.instant()).forEach(this::resume);
    }

    private void resume(Abandoned run) {
        LOG.log(Level.INFO, "retention run {0} was interrupted and is taken up again", run.id());
        if (run.executionId().isEmpty()) {
            launch(run.id());
            return;
        }
        try {
            runs.markExecutionFailed(run.executionId().get());
            long execution = operator().restart(run.executionId().get(), parameters(run.id()));
            runs.attach(run.id(), execution, clock.instant());
        } catch (BatchRuntimeException e) {
            // The repository may hold a state from which the runtime does not restart: every step can be repeated from
            // its beginning.
            LOG.log(Level.INFO, "retention run {0} begins again: {1}", run.id(), FailureCode.of(e));
            launch(run.id());
        }
    }

    private void launch(UUID id) {
        runs.attach(id, operator().start(JOB, parameters(id)), clock.instant());
    }

    private static JobOperator operator() {
        return BatchRuntime.getJobOperator();
    }

    private static Properties parameters(UUID id) {
        Properties parameters = new Properties();
        parameters.setProperty(RUN_ID, id.toString());
        return parameters;
    }
}
