package com.in2peta.compliance.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Writes down how the run ended. */
@Named
@Dependent
public class RetentionRunListener extends AbstractJobListener {

    @Inject
    RetentionContext retention;

    @Inject
    JobContext job;

    @Override
    public void afterJob() {
        boolean failed = job.getBatchStatus() == BatchStatus.FAILED || job.getBatchStatus() == BatchStatus.STOPPED;
        retention.end(failed ? "failed" : "completed");
    }
}
