package com.in2peta.compliance.export;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Counts what the package will hold; a repetition finds the count and leaves it. */
@Named
@Dependent
public class CountForPackage extends AbstractBatchlet {

    @Inject
    JobRunContext run;

    @Inject
    PackagePlanner planner;

    @Override
    public String process() {
        planner.plan(run.subject(), run::requireFence);
        return "counted";
    }
}
