package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.RetentionPlan.Verdict;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.retention.ExpiringKeys;
import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Destroys the keys whose time is over, but not those of rows that were put aside for a hold. */
@Named
@Dependent
public class KeyExpiry extends AbstractBatchlet {

    /** The last hour may end while the job is at work. */
    private static final Duration GRACE = Duration.ofMinutes(30);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    @Any
    Instance<ExpiringKeys> keys;

    @Inject
    JobRunContext run;

    @Inject
    JobContext job;

    @Override
    public String process() {
        RetentionPlan plan = (RetentionPlan) job.getTransientUserData();
        if (plan.with(Verdict.GO).count() < plan.entries().size()) {
            return "rows stay, and so do their keys";
        }
        // Not by the present time: what has ended since was neither dropped nor put aside for a hold.
        Instant asOf = plan.asOf();
        List<Instant> held = heldEvents();
        int destroyed = 0;
        int left = 0;
        for (ExpiringKeys expiring : keys) {
            destroyed += expiring.destroyEnded(asOf, held);
            left += expiring.overdue(asOf.minus(GRACE), held);
        }
        if (destroyed > 0) {
            run.progress("keys.destroyed", destroyed);
        }
        if (left > 0) {
            throw run.failure("keys-left");
        }
        return "destroyed " + destroyed;
    }

    private List<Instant> heldEvents() {
        return Sql.query(
                database,
                "select distinct date_trunc('hour', event_at, 'UTC') as at from compliance.held_row",
                row -> Sql.instant(row, "at"));
    }
}
