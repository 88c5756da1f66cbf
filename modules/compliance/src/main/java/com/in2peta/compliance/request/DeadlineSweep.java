package com.in2peta.compliance.request;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Does what is due, request by request, each in a transaction of its own: one that fails does not keep the others from it. */
@Named
@Dependent
public class DeadlineSweep extends AbstractBatchlet {

    private static final Logger LOG = System.getLogger(DeadlineSweep.class.getName());

    @Inject
    JobRunContext run;

    @Inject
    Due due;

    @Inject
    DueSteps steps;

    @Inject
    Beginning beginning;

    @Inject
    Starter starter;

    @Inject
    @Any
    Instance<SweepPart> parts;

    @Override
    public String process() {
        due.requireForwardClock(run.now());
        run.set("failed", count(due.running(), beginning::noteFailedRun));
        run.set("started", count(due.startable(run.now()), id -> {
            starter.start(id);
            return true;
        }));
        run.set("unverified", count(due.unverified(run.now()), steps::closeUnverified));
        run.set("alerted", count(due.alertable(run.now()), steps::alert));
        run.set("purged", steps.purge());
        for (SweepPart part : parts) {
            run.set(part.name(), part.sweep());
        }
        return "swept";
    }

    private long count(List<UUID> requests, Predicate<UUID> work) {
        return requests.stream().filter(id -> done(id, work)).count();
    }

    private static boolean done(UUID id, Predicate<UUID> work) {
        try {
            return work.test(id);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "request {0} is looked at again: {1}", id, FailureCode.of(e));
            return false;
        }
    }
}
