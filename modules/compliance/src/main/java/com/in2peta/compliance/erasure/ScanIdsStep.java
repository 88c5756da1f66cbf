package com.in2peta.compliance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Searches for the ids when everything has gone; what came late, such as the log of a last call, goes first. */
@ApplicationScoped
class ScanIdsStep implements ErasureStep {

    @Inject
    TaskBook book;

    @Inject
    ErasurePlans plans;

    @Inject
    InFlight inFlight;

    @Inject
    Deeds deeds;

    @Inject
    ResidueVerdict verdict;

    @Override
    public String name() {
        return "scan-ids";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        if (book.isOver(run, TaskBook.RESIDUE, "scan")) {
            return Optional.empty();
        }
        if (!inFlight.ends(run.who().organizationId())) {
            return Optional.of(FreezeStep.WORK_IN_FLIGHT);
        }
        ErasurePlan plan = plans.of(run.who());
        if (!deeds.carryOut(run, plan.data()) || !deeds.carryOut(run, plan.account())) {
            return Optional.of(Wait.forStaff("counts-differ"));
        }
        Optional<Long> found = verdict.findingsOf(
                run, Identifiers.ids(run.who().personId(), run.who().organizationId()), verdict.places()::ofId);
        if (found.isPresent()) {
            book.waits(run, TaskBook.RESIDUE, "scan", "failed", "residue");
            return Optional.of(Wait.forStaff("residue"));
        }
        book.done(run, TaskBook.RESIDUE, "scan", 0, Optional.of("0 found"));
        return Optional.empty();
    }
}
