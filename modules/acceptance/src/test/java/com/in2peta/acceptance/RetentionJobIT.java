package com.in2peta.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.api.Jobs.RunView;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside the EAR that ships, on a real Payara Server with the real database and broker. */
@ExtendWith({PayaraServer.class, ArquillianExtension.class})
class RetentionJobIT {

    private static final String JOB = "retention";
    private static final long PATIENCE_SECONDS = 60;

    @Deployment
    static EnterpriseArchive ear() {
        return PayaraServer.earWith(RetentionJobIT.class);
    }

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Jobs jobs;

    @Test
    void aRunIsABatchJobAndCompletes() {
        RunView run = completed(jobs.start("retention", Optional.empty(), false, Optional.empty()));

        assertEquals("completed", run.state());
        assertTrue(run.endedAt().isPresent());
    }

    /** Leaves behind what a server leaves that is killed in the middle of a run. */
    @Test
    void aRunWhoseServerDiedIsRestartedAsTheSameJob() {
        RunView run = completed(jobs.start("retention", Optional.empty(), false, Optional.empty()));
        long first = execution(run);
        // The server notes its own end after the run's listener noted ours.
        assertEquals("COMPLETED", endedBatchStatus(first));
        Sql.update(database, """
                update batch.jbatchexecutioninstancedata set batchstatus = 'STARTED', exitstatus = 'STARTED' where jobexecid = ?
                """, first);
        Sql.update(database, """
                update compliance.job_run
                set state = 'running', ended_at = null, heartbeat_at = heartbeat_at - interval '1 hour' where id = ?
                """, run.id());

        RunView again = completed(jobs.find(run.id()).orElseThrow());

        assertEquals("completed", again.state());
        assertTrue(execution(run) > first);
        assertEquals("FAILED", batchStatus(first));
        assertEquals("COMPLETED", endedBatchStatus(execution(run)));
    }

    @Test
    @RunAsClient
    void theJobShowsInAsadmin() {
        String jobs = PayaraServer.asadmin("list-batch-jobs");

        assertTrue(jobs.contains(JOB), jobs);
    }

    private RunView completed(RunView begun) {
        RunView run = begun;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                run.state().equals("running") && System.nanoTime() < end; ) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            run = jobs.find(run.id()).orElseThrow();
        }
        return run;
    }

    private String endedBatchStatus(long execution) {
        String status = batchStatus(execution);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                status.equals("STARTED") && System.nanoTime() < end; ) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            status = batchStatus(execution);
        }
        return status;
    }

    private long execution(RunView run) {
        return Sql.query(
                        database,
                        "select execution_id from compliance.job_run where id = ?",
                        row -> row.getLong(1),
                        run.id())
                .get(0);
    }

    private String batchStatus(long execution) {
        return Sql.query(
                        database,
                        "select batchstatus from batch.jbatchexecutioninstancedata where jobexecid = ?",
                        row -> row.getString(1),
                        execution)
                .get(0);
    }
}
