package com.in2peta.compliance.retention;

import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.approval.Plan;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.job.JobRunContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what a run does with each table. */
@Dependent
public class RetentionPlanner {

    /** Since when the run waits for an approval; what was due then is what it asks for. */
    private static final String WITHHELD_AS_OF = "withheld_as_of";

    @Inject
    RetainedTables tables;

    @Inject
    JobRunContext run;

    @Inject
    Asking approvals;

    @Inject
    ComplianceConfig config;

    RetentionPlan plan(Set<String> contradicting) {
        Instant now = run.now().truncatedTo(ChronoUnit.SECONDS);
        RetentionPlan plan = RetentionPlan.at(now, now, tables, contradicting);
        if (!plan.isMassDrop(limits())) {
            return plan;
        }
        if (run.dryRun()) {
            return plan.withheld();
        }
        RetentionPlan asked = asked(plan, now, contradicting);
        String digest = digest(asked);
        if (approvals.granted(run.runId(), MassDrop.ACTION, digest)) {
            return asked;
        }
        approvals.askOnce(
                run.runId(), MassDrop.ACTION, digest, run.requestedBy().orElse(Asking.PLATFORM));
        return asked.withheld();
    }

    /** A plan that grew by the hour could never be approved: it stays what it was when it was first asked for. */
    private RetentionPlan asked(RetentionPlan plan, Instant now, Set<String> contradicting) {
        Instant then = Instant.ofEpochSecond(run.count(WITHHELD_AS_OF));
        RetentionPlan asked = RetentionPlan.at(then, now, tables, contradicting);
        if (asked.isMassDrop(limits())) {
            return asked;
        }
        run.set(WITHHELD_AS_OF, plan.asOf().getEpochSecond());
        return plan;
    }

    /** Exactly these tables and rows; what an interrupted attempt has removed still belongs to it. */
    private String digest(RetentionPlan plan) {
        return Plan.sha256(Stream.concat(
                        Stream.of(plan.asOf().toString()),
                        plan.entries().stream()
                                .map(entry -> entry.table().table() + "|"
                                        + (entry.due().rows()
                                                + run.count(entry.table().table() + ".removed")))
                                .sorted())
                .toList());
    }

    private MassDrop limits() {
        return new MassDrop(config.massDropUnits(), config.massDropPercent());
    }
}
