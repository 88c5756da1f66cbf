package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Writes the erasure down outside the database, so that no backup can undo it. It comes before the account and the keys go: whoever has no key any
 * more is in the ledger.
 */
@ApplicationScoped
class LedgerStep implements ErasureStep {

    @Inject
    Ledgers ledgers;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        ledgers.ledger().append(new Entry(run.who().personId(), run.who().organizationId(), run.now()));
        return Optional.empty();
    }
}
