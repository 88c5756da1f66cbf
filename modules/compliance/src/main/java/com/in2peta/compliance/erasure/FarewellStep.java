package com.in2peta.compliance.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Tells the person, as long as there is an address. The address itself waits for the mail to leave, seven days at most: there is no other copy
 * of it.
 */
@ApplicationScoped
class FarewellStep implements ErasureStep {

    @Inject
    Farewells farewells;

    @Inject
    TaskBook book;

    @Override
    public String name() {
        return "farewell";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        // A process that died between the ledger and the end is repeated too, and did tell.
        if (run.repeated() && !book.isOver(run, Farewells.ELEMENT, Farewells.ACTION)) {
            book.done(run, Farewells.ELEMENT, Farewells.ACTION, 0, Optional.of("told when it was erased first"));
            return Optional.empty();
        }
        return run.who().username().isEmpty() || farewells.haveLeft(run)
                ? Optional.empty()
                : Optional.of(Wait.later("mail"));
    }
}
