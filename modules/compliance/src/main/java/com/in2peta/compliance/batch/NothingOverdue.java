package com.in2peta.compliance.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;

/** Looks again, and fails the run when something that should be gone is still there. */
@Named
@Dependent
public class NothingOverdue extends AbstractBatchlet {

    /** The last hour's unit may end while the job is at work. */
    static final Duration GRACE = Duration.ofMinutes(30);

    @Inject
    RetentionContext retention;

    @Override
    public String process() {
        if (!retention.overdue(GRACE).isEmpty()) {
            throw new IllegalStateException("ended data is still there");
        }
        return "nothing overdue";
    }
}
