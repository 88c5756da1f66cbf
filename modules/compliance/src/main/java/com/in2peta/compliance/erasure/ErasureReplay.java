package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Opens a case for everybody whom the database knows again; the sweep starts each, and the gate waits for all. */
@Named
@Dependent
public class ErasureReplay extends AbstractBatchlet {

    @Inject
    JobRunContext context;

    @Inject
    Ledgers ledgers;

    @Inject
    KnownAgain knownAgain;

    @Inject
    RepeatedCases cases;

    @Override
    public String process() {
        List<Entry> known = knownAgain.of(ledgers.ledger().entries());
        known.forEach(entry -> cases.open(entry, context::requireFence, context.now()));
        context.set("repeated", known.size());
        return "repeated " + known.size();
    }
}
