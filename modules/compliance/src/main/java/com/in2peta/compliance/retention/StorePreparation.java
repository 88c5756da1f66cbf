package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.retention.ExpiringKeys;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Makes room for what will be written. */
@Named
@Dependent
public class StorePreparation extends AbstractBatchlet {

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    @Any
    Instance<ExpiringKeys> keys;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        int made = 0;
        for (RetainedStore store : stores) {
            made += store.prepare(run.now());
        }
        for (ExpiringKeys expiring : keys) {
            made += expiring.prepare(run.now());
        }
        run.progress("made", made);
        return "made " + made;
    }
}
