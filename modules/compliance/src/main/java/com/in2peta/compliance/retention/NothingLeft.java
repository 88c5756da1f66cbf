package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.Retained.Due;
import com.in2peta.compliance.retention.RetentionPlan.Entry;
import com.in2peta.compliance.retention.RetentionPlan.Verdict;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Optional;

/** Looks again: fails the run when something that should be gone is still there, and lets it wait for what was withheld. */
@Named
@Dependent
public class NothingLeft extends AbstractBatchlet {

    @Inject
    JobRunContext run;

    @Inject
    JobContext job;

    @Override
    public String process() {
        RetentionPlan plan = (RetentionPlan) job.getTransientUserData();
        long left = plan.with(Verdict.GO)
                .mapToLong(entry -> left(entry, plan.asOf()))
                .sum();
        if (left > 0) {
            throw run.failure("rows-left");
        }
        Optional<Entry> stopped = plan.with(Verdict.STOPPED).findFirst();
        if (stopped.isPresent()) {
            throw run.failure("stopped " + stopped.get().table().table());
        }
        return plan.with(Verdict.WITHHELD).findAny().isPresent() ? run.park(MassDrop.ACTION) : "nothing left";
    }

    private long left(Entry entry, Instant asOf) {
        Due due = entry.table().due(asOf);
        long left = due.units() > 0 ? Math.max(1, due.rows()) : due.rows();
        String name = entry.table().table() + ".remaining";
        if (left > 0 || run.count(name) > 0) {
            run.set(name, left);
        }
        return left;
    }
}
