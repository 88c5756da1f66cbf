package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureCases.Case;
import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** Runs the step that the job's file names. What beats an erasure is looked for before each. */
@Named
@Dependent
public class ErasureStepRunner extends AbstractBatchlet {

    private static final String DONE = "DONE";

    @Inject
    @BatchProperty
    String step;

    @Inject
    JobRunContext context;

    @Inject
    @Any
    Instance<ErasureStep> steps;

    @Inject
    @Any
    Instance<Obstacle> obstacles;

    @Inject
    ErasureCases cases;

    @Inject
    Identifiers identifiers;

    @Override
    public String process() {
        Optional<Case> open = cases.open(context.subject());
        if (open.isEmpty()) {
            return DONE;
        }
        Optional<String> waits = obstacle(open.get()).or(() -> run(open.get()));
        return waits.map(context::park).orElse(DONE);
    }

    private Optional<String> obstacle(Case open) {
        for (Obstacle obstacle : obstacles) {
            Optional<String> found = obstacle.against(open.personId(), open.organizationId());
            if (found.isPresent()) {
                cases.move(open.id(), "blocked-by-hold");
                return found;
            }
        }
        cases.move(open.id(), "running");
        return Optional.empty();
    }

    private Optional<String> run(Case open) {
        Erasee who = new Erasee(
                open.personId(), open.organizationId(), identifiers.username(open.personId(), open.organizationId()));
        ErasureRun run = new ErasureRun(open.id(), who, context::requireFence, context.now());
        for (ErasureStep candidate : steps) {
            if (candidate.name().equals(step)) {
                Optional<String> waits = candidate.run(run);
                waits.ifPresent(reason -> cases.move(open.id(), "waiting-processor"));
                return waits;
            }
        }
        throw new IllegalStateException("there is no step " + step);
    }
}
