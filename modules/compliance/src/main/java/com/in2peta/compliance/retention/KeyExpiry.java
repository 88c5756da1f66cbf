package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.retention.ExpiringKeys;
import jakarta.annotation.Resource;
import jakarta.batch.api.AbstractBatchlet;
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

    @Override
    public String process() {
        List<Instant> held = heldEvents();
        int destroyed = 0;
        int left = 0;
        for (ExpiringKeys expiring : keys) {
            destroyed += expiring.destroyEnded(run.now(), held);
            left += expiring.overdue(run.now().minus(GRACE), held);
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
                "select distinct date_trunc('hour', event_at) as at from compliance.held_row",
                row -> Sql.instant(row, "at"));
    }
}
