package com.in2peta.compliance.export;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Describes, signs and releases the package. */
@Named
@Dependent
public class ClosePackage extends AbstractBatchlet {

    @Inject
    JobRunContext run;

    @Inject
    PackageCloser closer;

    @Override
    public String process() {
        closer.close(run.subject(), run);
        return "ready";
    }
}
