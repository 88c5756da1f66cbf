package com.in2peta.compliance.retention;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Makes room for what will be written. */
@Named
@Dependent
public class StorePreparation extends AbstractBatchlet {

    @Inject
    EndedUnits units;

    @Override
    public String process() {
        return "made " + units.prepare();
    }
}
