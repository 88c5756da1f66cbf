package com.in2peta.compliance.batch;

import com.in2peta.compliance.evidence.VerificationRuns;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;

/** The run that a step of the verification belongs to. */
@Dependent
public class VerificationContext {

    @Inject
    VerificationRuns runs;

    @Inject
    JobContext job;

    void beat() {
        runs.beat(runId());
    }

    void end(String state) {
        runs.end(runId(), state);
    }

    private UUID runId() {
        return UUID.fromString(BatchRuntime.getJobOperator()
                .getParameters(job.getExecutionId())
                .getProperty(VerificationRuns.RUN_ID));
    }
}
