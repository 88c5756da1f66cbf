package com.in2peta.compliance.batch;

import com.in2peta.compliance.evidence.ChainVerifier;
import com.in2peta.compliance.evidence.Evidence;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Verifies everything and writes down what it found; a break is a result, not a failure of the job. */
@Named
@Dependent
public class ChainVerification extends AbstractBatchlet {

    @Inject
    VerificationContext run;

    @Inject
    ChainVerifier verifier;

    @Inject
    Evidence evidence;

    @Override
    public String process() {
        return "entry " + evidence.appendAlone(verifier.verify(run::beat));
    }
}
