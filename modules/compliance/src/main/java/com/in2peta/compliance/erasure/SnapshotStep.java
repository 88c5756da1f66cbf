package com.in2peta.compliance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Writes down what will be done, with counts, before anything is done. */
@ApplicationScoped
class SnapshotStep implements ErasureStep {

    @Inject
    TaskBook book;

    @Inject
    ErasurePlans plans;

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        book.plan(run, plans.of(run.who()));
        return Optional.empty();
    }
}
