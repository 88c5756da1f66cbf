package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.PersonalCopies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Deletes everything but what says who the person is, and takes the name out of what stays. Copies in memory go in between: a model that is
 * still remembered could be used, and named in a new row, after its own is gone.
 */
@ApplicationScoped
class DeleteDataStep implements ErasureStep {

    @Inject
    ErasurePlans plans;

    @Inject
    InFlight inFlight;

    @Inject
    Deeds deeds;

    @Inject
    @Any
    Instance<PersonalCopies> copies;

    @Override
    public String name() {
        return "delete-data";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        if (!inFlight.ends(run.who().organizationId())) { // what was being let in while the account was frozen
            return Optional.of(FreezeStep.WORK_IN_FLIGHT);
        }
        ErasurePlan plan = plans.of(run.who());
        boolean all = deeds.carryOut(run, plan.data());
        copies.forEach(
                copy -> copy.discard(run.who().organizationId(), run.who().personId()));
        all &= deeds.carryOut(run, plan.kept()); // counted while they still name their owner
        all &= deeds.carryOut(run, plan.names());
        return all ? Optional.empty() : Optional.of(Wait.forStaff("counts-differ"));
    }
}
