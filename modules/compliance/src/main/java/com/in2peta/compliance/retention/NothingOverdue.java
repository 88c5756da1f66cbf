package com.in2peta.compliance.retention;

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
    EndedUnits units;

    @Override
    public String process() {
        if (!units.ended(GRACE).isEmpty()) {
            throw new IllegalStateException("ended data is still there");
        }
        return "nothing overdue";
    }
}
