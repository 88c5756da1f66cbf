package com.in2peta.compliance.erasure;

import com.in2peta.compliance.api.Jobs;
import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens a case for everybody whom the database knows again and starts it; the gate waits for all. */
@Named
@Dependent
public class ErasureReplay extends AbstractBatchlet {

    private static final Logger LOG = System.getLogger(ErasureReplay.class.getName());

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
        long repeated = known.stream().filter(this::repeat).count();
        context.set("repeated", repeated);
        return "repeated " + repeated;
    }

    /** One that fails does not keep the others waiting; the gate looks again. */
    private boolean repeat(Entry entry) {
        try {
            UUID request = cases.open(entry, context::requireFence, context.now());
            jobs.start(ErasureJob.NAME, Optional.of(request), false, Optional.empty());
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an erasure is not repeated yet: {0}", FailureCode.of(e));
            return false;
        }
    }
}
