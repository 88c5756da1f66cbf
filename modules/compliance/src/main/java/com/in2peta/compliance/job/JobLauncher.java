package com.in2peta.compliance.job;

import com.in2peta.compliance.job.JobRuns.Claim;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Properties;

/** Hands runs to the batch runtime. What the runtime keeps are the run's id and the fence of this takeover, nothing else. */
@ApplicationScoped
public class JobLauncher {

    static final String RUN_ID = "runId";
    static final String FENCE = "fence";
    private static final Logger LOG = System.getLogger(JobLauncher.class.getName());

    @Inject
    JobDefinitions definitions;

    @Inject
    JobRuns runs;

    void launch(Claim run) {
        JobDefinition job = definition(run);
        runs.attach(run, operator().start(job.name(), parameters(run)));
    }

    /** Goes on where the run was, or from its beginning when the runtime cannot: every step can be repeated. */
    void relaunch(Claim run) {
        if (run.executionId().isEmpty()) {
            launch(run);
            return;
        }
        try {
            runs.markExecutionFailed(run.executionId().get());
            runs.attach(run, operator().restart(run.executionId().get(), parameters(run)));
        } catch (BatchRuntimeException e) {
            LOG.log(Level.INFO, "job run {0} begins again: {1}", run.id(), FailureCode.of(e));
            launch(run);
        }
    }

    /** Of no effect when the execution is not at work on this node: the node that it is on reads the request. */
    void stop(long executionId) {
        try {
            operator().stop(executionId);
        } catch (NoSuchJobExecutionException | JobExecutionNotRunningException e) {
            LOG.log(Level.DEBUG, "not running here: {0}", FailureCode.of(e));
        }
    }

    /** The executions that are at work in this process, whatever the repository says of others. */
    List<Long> executionsAtWork() {
        return definitions.all().stream()
                .flatMap(job -> executionsAtWork(job.name()).stream())
                .toList();
    }

    private static List<Long> executionsAtWork(String job) {
        try {
            return operator().getRunningExecutions(job);
        } catch (NoSuchJobException e) {
            return List.of(); // the runtime's way to say none
        }
    }

    private JobDefinition definition(Claim run) {
        return definitions
                .find(run.job())
                .orElseThrow(() -> new IllegalStateException("this node knows no job " + run.job()));
    }

    private static JobOperator operator() {
        return BatchRuntime.getJobOperator();
    }

    private static Properties parameters(Claim run) {
        Properties parameters = new Properties();
        parameters.setProperty(RUN_ID, run.id().toString());
        parameters.setProperty(FENCE, Long.toString(run.fence()));
        return parameters;
    }
}
