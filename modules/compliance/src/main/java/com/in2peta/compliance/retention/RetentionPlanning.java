package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.RetentionPlan.Entry;
import com.in2peta.compliance.retention.RetentionPlan.Verdict;
import com.in2peta.kernel.retention.RetainedStore;
import com.in2peta.kernel.retention.StatutoryRecords;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashSet;
import java.util.Set;

/** Counts what is due and decides what is done with it; a dry run ends here. */
@Named
@Dependent
public class RetentionPlanning extends AbstractBatchlet {

    private static final String DRY = "DRY";

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Inject
    @Any
    Instance<StatutoryRecords> statutory;

    @Inject
    RetentionPlanner planner;

    @Inject
    StatutoryTerm term;

    @Inject
    JobRunContext run;

    @Inject
    JobContext job;

    @Override
    public String process() {
        RetentionPlan plan = planner.plan(run.dryRun() ? Set.of() : reclaim());
        plan.entries().forEach(this::note);
        statutory.forEach(
                records -> note(records.table() + ".due", term.due(records).rows()));
        job.setTransientUserData(plan);
        return run.dryRun() ? DRY : "PLANNED";
    }

    /** Tables with a detached unit that contradicts its bounds. */
    private Set<String> reclaim() {
        Set<String> contradicting = new HashSet<>();
        for (RetainedStore store : stores) {
            if (!store.reclaim().isEmpty()) {
                contradicting.add(store.table());
            }
        }
        return contradicting;
    }

    /** What an interrupted attempt has removed counts as expected. */
    private void note(Entry entry) {
        String table = entry.table().table();
        note(table + ".expected", entry.due().rows() + run.count(table + ".removed"));
        note(table + ".held", entry.due().held());
        note(
                table + ".withheld",
                entry.verdict() == Verdict.WITHHELD ? entry.due().rows() : 0);
        note(table + ".stopped", entry.verdict() == Verdict.STOPPED ? 1 : 0);
    }

    private void note(String name, long value) {
        if (value != 0 || run.count(name) != 0) {
            run.set(name, value);
        }
    }
}
