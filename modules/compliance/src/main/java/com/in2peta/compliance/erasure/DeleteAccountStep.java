package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Deletes what says who the person is. From here on nobody can tell any more, so everything that needs to know must be over. */
@ApplicationScoped
class DeleteAccountStep implements ErasureStep {

    @Inject
    ErasurePlans plans;

    @Inject
    Deeds deeds;

    @Inject
    TaskBook book;

    @Override
    public String name() {
        return "delete-account";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        ErasurePlan plan = plans.of(run.who());
        boolean forgotten = book.tasks(run.requestId()).stream()
                .filter(task -> task.action().equals("forget"))
                .allMatch(Task::isOver);
        if (!forgotten) {
            return Optional.of(Wait.forStaff("name-not-forgotten"));
        }
        return deeds.carryOut(run, plan.account()) ? Optional.empty() : Optional.of(Wait.forStaff("counts-differ"));
    }
}
