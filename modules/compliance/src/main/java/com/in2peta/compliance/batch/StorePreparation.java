package com.in2peta.compliance.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Makes room for what will be written. */
@Named
@Dependent
public class StorePreparation extends AbstractBatchlet {

    @Inject
    RetentionContext retention;

    @Override
    public String process() {
        return "made " + retention.prepare();
    }
}
