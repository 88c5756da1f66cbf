package com.in2peta.compliance.retention;

import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.approval.Plan;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.StatutoryTerm.StatutoryDue;
import com.in2peta.kernel.retention.StatutoryRecords;
import com.in2peta.kernel.retention.StatutoryRecords.YearDue;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a run of {@code destroy-billing} is about: everything that was due when it was first counted. */
@Dependent
public class BillingDestruction {

    private static final String BEFORE = "before";
    private static final int RANGE = 1_000;

    @Inject
    @Any
    Instance<StatutoryRecords> statutory;

    @Inject
    StatutoryTerm term;

    @Inject
    HoldTable holds;

    @Inject
    Asking approvals;

    @Inject
    JobRunContext run;

    /** Counts by financial year, and answers the digest of exactly that. */
    String plan() {
        StringBuilder plan = new StringBuilder(before() + "\n");
        for (StatutoryRecords records : statutory) {
            StatutoryDue due = due(records);
            // What an interrupted attempt has removed still belongs to the plan.
            long expected = due.rows() + run.count(records.table() + ".removed");
            run.set(records.table() + ".expected", expected);
            plan.append(records.table()).append('|').append(expected).append('\n');
            for (YearDue year : due.years()) {
                String name = "." + year.financialYear().getYear();
                run.set(records.table() + ".due" + name, due.allHeld() ? 0 : year.due());
                run.set(records.table() + ".held" + name, due.allHeld() ? year.due() + year.held() : year.held());
            }
        }
        return Plan.sha256(List.of(plan.toString()));
    }

    boolean isApproved(String plan) {
        return approvals.granted(run.runId(), DestroyBillingJob.NAME, plan);
    }

    void askApproval(String plan, UUID asker) {
        approvals.askOnce(run.runId(), DestroyBillingJob.NAME, plan, asker);
    }

    long left() {
        long left = 0;
        for (StatutoryRecords records : statutory) {
            left += due(records).rows();
        }
        return left;
    }

    /** One entry for each transaction: the table. */
    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (StatutoryRecords records : statutory) {
            for (long rows = due(records).rows(); rows > 0; rows -= RANGE) {
                pieces.add(records.table());
            }
        }
        return pieces;
    }

    void destroy(String table) {
        run.requireFence();
        holds.lock();
        for (StatutoryRecords records : statutory) {
            if (records.table().equals(table)) {
                StatutoryDue due = due(records);
                long removed = due.allHeld() ? 0 : records.destroy(due.before(), due.heldOrganizations(), RANGE);
                run.progress(table + ".removed", removed);
            }
        }
    }

    private StatutoryDue due(StatutoryRecords records) {
        return term.due(records, before());
    }

    /** Stays what it was when the run was first planned: an approval counts for exactly that. */
    private Instant before() {
        if (run.count(BEFORE) == 0) {
            run.set(BEFORE, term.before().getEpochSecond());
        }
        return Instant.ofEpochSecond(run.count(BEFORE));
    }
}
