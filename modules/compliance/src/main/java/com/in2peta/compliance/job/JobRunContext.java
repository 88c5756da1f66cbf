package com.in2peta.compliance.job;

import com.in2peta.compliance.api.Jobs.RunView;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;

/** What an artifact of a job needs of its run. Use it on the threads of the batch runtime only. */
@Dependent
public class JobRunContext {

    /** The exit status of a step after which the job waits: {@code <stop on="PARKED" restart="…"/>}. */
    public static final String PARKED = "PARKED";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    JobRuns runs;

    @Inject
    JobContext job;

    @Inject
    Clock clock;

    private Properties parameters;
    private RunView run;

    public UUID runId() {
        return UUID.fromString(parameters().getProperty(JobLauncher.RUN_ID));
    }

    /** The request, upload or other thing that the run is about. */
    public UUID subject() {
        return run().subject().orElseThrow();
    }

    /** Whether the run shall only count. */
    public boolean dryRun() {
        return run().dryRun();
    }

    /** The member of staff who asked for the run. */
    public Optional<UUID> requestedBy() {
        return run().requestedBy();
    }

    public Instant now() {
        return clock.instant();
    }

    /**
     * Fails when another node has taken the run over. Call it first in the transaction of each chunk: until the transaction ends, nobody can
     * take the run over.
     */
    public void requireFence(Connection connection) throws SQLException {
        boolean held = !Sql.query(
                        connection,
                        "select 1 from compliance.job_run where id = ? and fence = ? and state = 'running' for key share",
                        row -> row.getInt(1),
                        runId(),
                        fence())
                .isEmpty();
        if (!held) {
            throw new IllegalStateException("the run was taken over");
        }
    }

    /** The same in the running transaction on {@code jdbc/in2peta-batch}. */
    public void requireFence() {
        try (Connection connection = database.getConnection()) {
            requireFence(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** Adds to a count of the run, in the transaction of the work that is counted; call it last, it holds the run's row. */
    public void progress(String name, long more) {
        count(name, "coalesce((counts ->> ?)::bigint, 0) + ?", name, more);
    }

    /** Sets a count of the run: for what a repeated step finds again. */
    public void set(String name, long value) {
        count(name, "?::bigint", value);
    }

    /** A count of the run; 0 when there is none. */
    public long count(String name) {
        return runs.find(runId()).orElseThrow().counts().getOrDefault(name, 0L);
    }

    /** To be thrown: fails the run for this reason, a word of the program, which becomes its exit status. */
    public RuntimeException failure(String reason) {
        job.setExitStatus(reason);
        return new IllegalStateException(reason);
    }

    /** Makes the run wait. The step answers {@link #PARKED}, and the reason, a word of the program, is the run's exit status. */
    public String park(String reason) {
        job.setExitStatus(PARKED + " " + reason);
        return PARKED;
    }

    long fence() {
        return Long.parseLong(parameters().getProperty(JobLauncher.FENCE));
    }

    private void count(String name, String value, Object... values) {
        Object[] parameters = new Object[values.length + 3];
        parameters[0] = name;
        System.arraycopy(values, 0, parameters, 1, values.length);
        parameters[values.length + 1] = runId();
        parameters[values.length + 2] = fence();
        int counted = Sql.update(
                database,
                "update compliance.job_run set counts = jsonb_set(counts, array[?], to_jsonb(" + value + "))"
                        + ", heartbeat_at = clock_timestamp() where id = ? and fence = ?",
                parameters);
        if (counted == 0) {
            throw new IllegalStateException("the run was taken over");
        }
    }

    private RunView run() {
        if (run == null) {
            run = runs.find(runId()).orElseThrow();
        }
        return run;
    }

    private Properties parameters() {
        if (parameters == null) {
            parameters = BatchRuntime.getJobOperator().getParameters(job.getExecutionId());
        }
        return parameters;
    }
}
