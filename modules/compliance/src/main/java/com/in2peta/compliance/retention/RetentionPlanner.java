package com.in2peta.compliance.retention;

import com.in2peta.compliance.approval.Asking;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.compliance.retention.RetentionPlan.Entry;
import com.in2peta.compliance.retention.RetentionPlan.Verdict;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
        List<Entry> entries = tables.all().stream()
                .map(table -> entry(table, now, contradicting))
                .toList();
        List<Entry> withheld =
                entries.stream().filter(e -> e.verdict() == Verdict.WITHHELD).toList();
        return withheld.isEmpty() || run.dryRun() ? new RetentionPlan(entries) : approved(entries, withheld, now);
    }

    private Entry entry(Retained table, Instant asOf, Set<String> contradicting) {
        if (contradicting.contains(table.table()) || table.isAhead(asOf)) {
            return new Entry(table, asOf, new Retained.Due(0, 0, 0), Verdict.STOPPED);
        }
        Retained.Due due = table.due(asOf);
        return new Entry(table, asOf, due, limits().isOne(table, due) ? Verdict.WITHHELD : Verdict.GO);
    }

    /** What is withheld is planned as of the moment at which it was asked for: a plan that grew by the hour could never be approved. */
    private RetentionPlan approved(List<Entry> entries, List<Entry> withheld, Instant now) {
        Instant asked = Instant.ofEpochSecond(run.count(WITHHELD_AS_OF));
        List<Entry> then = withheldAt(withheld, asked);
        if (then.size() < withheld.size()) {
            asked = now;
            then = withheld;
            run.set(WITHHELD_AS_OF, now.getEpochSecond());
        }
        String plan = digest(then, asked);
        boolean granted = approvals.granted(run.runId(), MassDrop.ACTION, plan);
        if (!granted) {
            approvals.askOnce(
                    run.runId(), MassDrop.ACTION, plan, run.requestedBy().orElse(Asking.PLATFORM));
        }
        List<Entry> decided = then;
        return new RetentionPlan(entries.stream()
                .map(entry -> granted && entry.verdict() == Verdict.WITHHELD ? go(decided, entry) : entry)
                .toList());
    }

    private List<Entry> withheldAt(List<Entry> withheld, Instant asked) {
        return withheld.stream()
                .map(entry -> entry(entry.table(), asked, Set.of()))
                .filter(entry -> entry.verdict() == Verdict.WITHHELD)
                .collect(Collectors.toList());
    }

    /** Exactly these tables and rows; what an interrupted attempt has removed still belongs to it. */
    private String digest(List<Entry> withheld, Instant asked) {
        return MassDrop.sha256(withheld.stream()
                .map(Entry::table)
                .map(table -> table.table() + "|" + (table.due(asked).rows() + run.count(table.table() + ".removed")))
                .sorted()
                .collect(Collectors.joining("\n", asked + "\n", "")));
    }

    private static Entry go(List<Entry> decided, Entry entry) {
        return decided.stream()
                .filter(then -> then.table() == entry.table())
                .map(then -> new Entry(then.table(), then.asOf(), then.due(), Verdict.GO))
                .findFirst()
                .orElseThrow();
    }

    private MassDrop limits() {
        return new MassDrop(config.massDropUnits(), config.massDropPercent());
    }
}
