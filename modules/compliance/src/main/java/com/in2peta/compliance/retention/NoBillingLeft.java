package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Fails the run when something that was approved is still there. */
@Named
@Dependent
public class NoBillingLeft extends AbstractBatchlet {

    @Inject
    BillingDestruction destruction;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        if (destruction.left() > 0) {
            throw run.failure("rows-left");
        }
        return "nothing left";
    }
}
