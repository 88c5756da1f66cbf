package com.in2peta.compliance.job;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Writes down how the run ended. If that fails too, the run has no heartbeat any more and is taken over. */
@Named
@Dependent
public class JobRunListener extends AbstractJobListener {

    @Inject
    JobRunContext context;

    @Inject
    JobRuns runs;

    @Inject
    JobContext job;

    @Inject
    MetricRegistry metrics;

    @Override
    public void afterJob() {
        String state = state();
        metrics.counter("in2peta_job_runs_total", new Tag("job", job.getJobName()), new Tag("state", state))
                .inc();
        runs.end(context.runId(), context.fence(), state, Optional.ofNullable(job.getExitStatus()), context.now());
    }

    /** A job that has gone well is still called started at this moment, one that stops is stopping. */
    private String state() {
        return switch (job.getBatchStatus()) {
            case FAILED, ABANDONED -> "failed";
            case STOPPING, STOPPED -> isParked() ? "parked" : "stopped";
            default -> "completed";
        };
    }

    private boolean isParked() {
        return job.getExitStatus() != null && job.getExitStatus().startsWith(JobRunContext.PARKED);
    }
}
