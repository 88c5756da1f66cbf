package com.in2peta.compliance.evidence;

import com.in2peta.compliance.evidence.EvidenceCheck.Last;
import com.in2peta.compliance.persistence.RetentionRuns;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import javax.sql.DataSource;

/**
 * Starts the verification job: once a day soon after midnight (UTC), at the start when that day's run is still to come, every quarter of an hour
 * while something is broken, and at once for a run whose process died. One run at a time over all nodes: a unique key lets only one begin. Every
 * step can be repeated, so a run that died is ended, and a new one does it all.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class VerificationRuns {

    public static final String JOB = "compliance-verify-chain";
    public static final String RUN_ID = "runId";

    private record Latest(Instant startedAt, String state) {}

    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(15);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    RetentionRuns executions;

    @Inject
    EvidenceCheck check;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> watch;

    @PostConstruct
    void begin() {
        watch = recurring.every(WATCH, "the watch over the verification of evidence", this::watch);
    }

    @PreDestroy
    void end() {
        watch.cancel(false);
    }

    private void watch() {
        if (endSilent() || isDue()) {
            start();
        }
    }

    private boolean isDue() {
        List<Latest> runs = Sql.query(
                database,
                "select started_at, state from compliance.job_run where job = ? order by started_at desc limit 1",
                row -> new Latest(Sql.instant(row, "started_at"), row.getString("state")),
                JOB);
        return runs.isEmpty() || isDue(runs.get(0));
    }

    private boolean isDue(Latest run) {
        boolean again = run.state().equals("failed")
                || !check.last().map(Last::unbroken).orElse(true);
        return day(run.startedAt()).isBefore(day(clock.instant()))
                || again && run.startedAt().isBefore(clock.instant().minus(AGAIN));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private void start() {
        UUID id = Ids.next(clock);
        int begun = Sql.update(database, """
                insert into compliance.job_run (id, job, state, started_at, heartbeat_at)
                values (?, ?, 'running', ?, ?) on conflict do nothing
                """, id, JOB, clock.instant(), clock.instant());
        if (begun == 1) {
            Properties parameters = new Properties();
            parameters.setProperty(RUN_ID, id.toString());
            long execution = BatchRuntime.getJobOperator().start(JOB, parameters);
            Sql.update(database, "update compliance.job_run set execution_id = ? where id = ?", execution, id);
        }
    }

    /** Whether there was a run whose process died. */
    private boolean endSilent() {
        return !Sql.query(
                        database,
                        """
                        update compliance.job_run set state = 'failed', ended_at = ?
                        where job = ? and state = 'running' and heartbeat_at < ? returning coalesce(execution_id, 0)
                        """,
                        row -> {
                            executions.markExecutionFailed(row.getLong(1));
                            return true;
                        },
                        clock.instant(),
                        JOB,
                        clock.instant().minus(SILENCE))
                .isEmpty();
    }

    /** The run is alive. */
    public void beat(UUID id) {
        Sql.update(database, "update compliance.job_run set heartbeat_at = ? where id = ?", clock.instant(), id);
    }

    public void end(UUID id, String state) {
        Sql.update(
                database,
                "update compliance.job_run set state = ?, ended_at = ? where id = ? and state = 'running'",
                state,
                clock.instant(),
                id);
    }
}
