package com.in2peta.compliance.register;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.OptionalInt;

/** Keeps a version when the record says something new. */
@Named
@Dependent
public class RecordKeeping extends AbstractBatchlet {

    @Inject
    RecordVersions versions;

    @Inject
    JobRunContext run;

    @Override
    public String process() {
        run.requireFence();
        OptionalInt added = versions.keep(run.now());
        if (added.isEmpty()) {
            return "unchanged";
        }
        run.set("version", added.getAsInt());
        return "version " + added.getAsInt();
    }
}
