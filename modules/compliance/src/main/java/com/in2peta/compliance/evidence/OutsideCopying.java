package com.in2peta.compliance.evidence;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Writes the copies of roots that have none yet. */
@Named
@Dependent
public class OutsideCopying extends AbstractBatchlet {

    @Inject
    ChainVerifier verifier;

    @Override
    public String process() {
        return "copied " + verifier.copy();
    }
}
