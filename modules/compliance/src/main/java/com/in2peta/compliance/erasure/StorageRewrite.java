package com.in2peta.compliance.erasure;

import com.in2peta.compliance.job.JobRunContext;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Rewrites one table after the other. One that is in use is left for the next run. */
@Named
@Dependent
public class StorageRewrite extends AbstractBatchlet {

    @Inject
    JobRunContext context;

    @Inject
    Rewriter rewriter;

    @Override
    public String process() {
        long left = 0;
        for (String table : rewriter.tables()) {
            if (rewriter.rewrite(table)) {
                context.progress("rewritten", 1);
            } else {
                left++;
            }
        }
        context.set("in-use", left);
        return left == 0 ? "all" : "in use: " + left;
    }
}
