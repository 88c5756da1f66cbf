package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens a case for everybody whom the database knows again and starts it; the gate waits for all. */
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

    @Inject
    Jobs jobs;

    @Override
    public String process() {
        List<Entry> known = knownAgain.of(ledgers.entries());
        for (Entry entry : known) {
            UUID request = cases.open(entry, context::requireFence, context.now());
            jobs.start(ErasureJob.NAME, Optional.of(request), false, Optional.empty());
        }
        context.set("repeated", known.size());
        return "repeated " + known.size();
    }
}
