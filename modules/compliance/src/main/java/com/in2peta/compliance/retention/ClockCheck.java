package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.time.Clocks;
import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Refuses to delete by a clock that disagrees with the database's, or that stands before the last run. */
@Named
@Dependent
public class ClockCheck extends AbstractBatchlet {

    /** What the server's and the database's clock may differ by. */
    static final Duration MOST_DRIFT = Duration.ofMinutes(1);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    JobRunContext run;

    @Inject
    Clocks clocks;

    @Override
    public String process() {
        Instant theirs = Sql.query(database, "select clock_timestamp() as now", row -> Sql.instant(row, "now"))
                .get(0);
        Duration drift =
                Duration.between(theirs, run.now().minus(clocks.offset())).abs();
        if (drift.compareTo(MOST_DRIFT) > 0) {
            throw run.failure("clock-drift");
        }
        long later = Retained.number(
                database,
                "select count(*) from compliance.job_run where job = ? and not dry_run and started_at > ? and id <> ?",
                RetentionJob.NAME,
                run.now().plus(MOST_DRIFT),
                run.runId());
        if (later > 0) {
            throw run.failure("clock-behind-last-run");
        }
        return "agreed";
    }
}
