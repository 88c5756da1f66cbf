package com.in2peta.compliance.retention;

import com.in2peta.compliance.retention.Retained.Due;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a run does with each table. */
record RetentionPlan(List<Entry> entries) {

    /** What is done. */
    enum Verdict {
        GO,
        /** So much would go that somebody has to look first. */
        WITHHELD,
        /** Something contradicts itself; a person has to look. */
        STOPPED
    }

    /** One table, with what is due in it at a moment. */
    record Entry(Retained table, Instant asOf, Due due, Verdict verdict) {}

    Stream<Entry> with(Verdict verdict) {
        return entries.stream().filter(entry -> entry.verdict() == verdict);
    }
}
