package com.in2peta.compliance.evidence;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Verifies everything and writes down what it found; a break is a result, not a failure of the job. */
@Named
@Dependent
public class ChainVerification extends AbstractBatchlet {

    @Inject
    ChainVerifier verifier;

    @Inject
    Evidence evidence;

    @Override
    public String process() {
        return "entry " + evidence.appendAlone(verifier.verify());
    }
}
