package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.time.DatabaseClock;
import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Refuses to delete by a clock that disagrees with the database's, or that stands before the last run. */
@Named
@Dependent
public class ClockCheck extends AbstractBatchlet {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    JobRunContext run;

    @Inject
    DatabaseClock clock;

    @Override
    public String process() {
        Optional<String> refusal = ClockGuard.refusal(run.now(), clock.now(), lastRun());
        if (refusal.isPresent()) {
            throw run.failure(refusal.get());
        }
        return "agreed";
    }

    /** Runs that can have deleted something: not those that wait, and not those that this check refused. */
    private Optional<Instant> lastRun() {
        return Sql.query(
                        database,
                        """
                        select max(started_at) as last from compliance.job_run
                        where job = ? and not dry_run and state in ('completed', 'failed') and id <> ?
                            and coalesce(exit_status, '') not like 'clock-%'
                        """,
                        row -> Optional.ofNullable(Sql.instant(row, "last")),
                        RetentionJob.NAME,
                        run.runId())
                .get(0);
    }
}
