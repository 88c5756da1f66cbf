package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.Retained.Due;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run does with each table.
 *
 * @param asOf the moment at which it was due
 */
public record RetentionPlan(Instant asOf, List<Entry> entries) {

    /** What is done. */
    public enum Verdict {
        GO,
        /** So much would go that somebody has to look first. */
        WITHHELD,
        /** Something contradicts itself; a person has to look. */
        STOPPED
    }

    /** One table, with what is due in it. */
    public record Entry(Retained table, Due due, Verdict verdict) {}

    /**
     * Counts.
     *
     * @param asOf the moment at which rows must have been due
     * @param now by which a row that lies ahead is known
     * @param contradicting tables with a unit whose rows lie outside of its bounds
     */
    public static RetentionPlan at(Instant asOf, Instant now, RetainedTables tables, Set<String> contradicting) {
        return new RetentionPlan(
                asOf,
                tables.all().stream()
                        .map(table -> entry(table, asOf, now, contradicting))
                        .toList());
    }

    private static Entry entry(Retained table, Instant asOf, Instant now, Set<String> contradicting) {
        return contradicting.contains(table.table()) || table.isAhead(now)
                ? new Entry(table, new Due(0, 0, 0), Verdict.STOPPED)
                : new Entry(table, table.due(asOf), Verdict.GO);
    }

    /** Nothing goes: when one table loses so much, the clock may be wrong, and then it is wrong for all of them. */
    RetentionPlan withheld() {
        return new RetentionPlan(
                asOf,
                entries.stream()
                        .map(entry -> entry.verdict() == Verdict.GO
                                ? new Entry(entry.table(), entry.due(), Verdict.WITHHELD)
                                : entry)
                        .toList());
    }

    public boolean isMassDrop(MassDrop limits) {
        return entries.stream().anyMatch(entry -> limits.isOne(entry.table(), entry.due()));
    }

    public Stream<Entry> with(Verdict verdict) {
        return entries.stream().filter(entry -> entry.verdict() == verdict);
    }

    /** Everything that goes, cut into transactions. */
    public List<Retained.Piece> pieces() {
        return with(Verdict.GO)
                .filter(entry -> entry.due().rows() > 0 || entry.due().units() > 0)
                .flatMap(entry -> entry.table().pieces(asOf).stream())
                .collect(Collectors.toList());
    }
}
