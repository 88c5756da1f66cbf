package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Counts what is due, and waits until a second person has approved exactly that. */
@Named
@Dependent
public class BillingPlanning extends AbstractBatchlet {

    @Inject
    BillingDestruction destruction;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        String plan = destruction.plan();
        if (run.dryRun() || destruction.left() == 0) {
            return "NOTHING";
        }
        if (destruction.isApproved(plan)) {
            return "APPROVED";
        }
        destruction.askApproval(plan, run.requestedBy().orElseThrow(() -> run.failure("needs-a-person")));
        return run.park("approval");
    }
}
