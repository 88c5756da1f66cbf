package com.in2peta.compliance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Nobody signs in as this person any more, and what was under way ends: from here on nothing new is written. */
@ApplicationScoped
class FreezeStep implements ErasureStep {

    static final Wait WORK_IN_FLIGHT = Wait.later("work-in-flight");

    @Inject
    FrozenAccounts accounts;

    @Inject
    InFlight inFlight;

    @Inject
    TaskBook book;

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        if (!isAccountGoing(run)) {
            accounts.freeze(run);
        }
        return inFlight.ends(run.who().organizationId()) ? Optional.empty() : Optional.of(WORK_IN_FLIGHT);
    }

    /** After a crash that came late there is nothing to freeze any more; closing purposes again would be rows to delete again. */
    private boolean isAccountGoing(ErasureRun run) {
        return book.tasks(run.requestId()).stream()
                .anyMatch(task -> task.element().equals(ErasurePlan.PURPOSES) && !task.isPlanned());
    }
}
