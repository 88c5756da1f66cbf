package com.in2peta.compliance.evidence;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Signs every day that has passed and has no root. What cannot be signed because it is broken is found by the verification. */
@Named
@Dependent
public class PastDaysSigning extends AbstractBatchlet {

    @Inject
    RootSigning roots;

    @Override
    public String process() {
        int signed = 0;
        while (roots.signNext()) {
            signed++;
        }
        return "signed " + signed;
    }
}
