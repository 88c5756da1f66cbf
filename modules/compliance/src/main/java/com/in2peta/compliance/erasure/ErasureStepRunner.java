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
        for (Obstacle obstacle : obstacles) {
            Optional<String> found =
                    obstacle.against(open.get().personId(), open.get().organizationId());
            if (found.isPresent()) {
                cases.block(open.get().id(), found.get());
                return context.park(found.get());
            }
        }
        cases.goOn(open.get().id());
        return step().run(run(open.get())).map(wait -> hold(open.get(), wait)).orElse(DONE);
    }

    /** What needs a person ends the run: another one begins when somebody has looked. */
    private String hold(Case open, Wait wait) {
        cases.hold(open.id(), wait);
        if (wait.human()) {
            throw new IllegalStateException(wait.code());
        }
        return context.park(wait.code());
    }

    private ErasureRun run(Case open) {
        Erasee who = new Erasee(
                open.personId(), open.organizationId(), identifiers.username(open.personId(), open.organizationId()));
        return new ErasureRun(open.id(), who, context::requireFence, context::now, open.repeated());
    }

    private ErasureStep step() {
        return steps.stream()
                .filter(candidate -> candidate.name().equals(step))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no step " + step));
    }
}
