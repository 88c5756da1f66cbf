package com.in2peta.compliance.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Writes down how the verification ended. */
@Named
@Dependent
public class VerificationRunListener extends AbstractJobListener {

    @Inject
    VerificationContext run;

    @Inject
    JobContext job;

    @Override
    public void afterJob() {
        boolean failed = job.getBatchStatus() == BatchStatus.FAILED || job.getBatchStatus() == BatchStatus.STOPPED;
        run.end(failed ? "failed" : "completed");
    }
}
