package com.in2peta.acceptance.prove;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A table that rows grow old in, and what must be there: the model that the database is compared with. It computes ends forwards, from the
 * event, where the product computes cutoffs backwards, from now.
 */
final class AgingTable {

    /** Kept under the rule, gone at the latest so much later. */
    record Term(Period keeps, Duration grace) {}

    final String name;
    final Term term;
    /** The time in the row, as SQL. */
    final String anchor;
    /** From the event to the time in the row. */
    final Duration lead;

    final Optional<String> organization;
    /** Takes the organization and the time in the row, twice at most. */
    final String insert;

    private final TreeMap<Instant, Integer> free = new TreeMap<>();
    private final TreeMap<Instant, Integer> underHold = new TreeMap<>();
    long held = -1;

    private AgingTable(
            String name, Term term, String anchor, Duration lead, Optional<String> organization, String insert) {
        this.name = name;
        this.term = term;
        this.anchor = anchor;
        this.lead = lead;
        this.organization = organization;
        this.insert = insert;
    }

    static List<AgingTable> all() {
        Optional<String> owner = Optional.of("organization_id");
        Term log = new Term(Period.ofDays(90), Duration.ofDays(1));
        return List.of(
                new AgingTable(
                        "inference.payload",
                        new Term(Period.ofDays(30), Duration.ofMinutes(90)),
                        "expires_at",
                        Duration.ofDays(30),
                        owner,
                        "insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input) values (gen_random_uuid(), ?, ?, '', '')"),
                new AgingTable(
                        "inference.usage_log",
                        new Term(Period.ofDays(90), Duration.ofHours(25)),
                        "occurred_at",
                        Duration.ZERO,
                        owner,
                        "insert into inference.usage_log (organization_id, occurred_at, request_id, method, route, status, duration_micros)"
                                + " values (?, ?, 'x', 'GET', '/', 200, 1)"),
                new AgingTable("inference.prediction", log, "created_at", Duration.ZERO, owner, """
                        insert into inference.prediction (id, model_id, model, version_id, status, currency, price_micros_per_second,
                            hold_micros, organization_id, created_at, completed_at)
                        select gen_random_uuid(), gen_random_uuid(), 'm', 'v', 'failed', 'INR', 0, 0, r.o, r.t, r.t
                        from (values (?::uuid, ?::timestamptz)) r (o, t)"""),
                new AgingTable("identity.api_key", log, "revoked_at", Duration.ZERO, owner, """
                        insert into identity.api_key (id, key_id, created_by, name, digest, last_four, organization_id, created_at, revoked_at)
                        select gen_random_uuid(), left(md5(random()::text), 8), gen_random_uuid(), 'k', sha256('x'), 'abcd', r.o, r.t, r.t
                        from (values (?::uuid, ?::timestamptz)) r (o, t)"""),
                new AgingTable(
                        "kernel.outbox",
                        new Term(Period.ofDays(30), Duration.ofDays(1)),
                        "created_at",
                        Duration.ZERO,
                        owner,
                        """
                        insert into kernel.outbox (id, topic, payload, attempts, organization_id, due_at, created_at)
                        select gen_random_uuid(), 'mail', '{}', 20, r.o, r.t, r.t from (values (?::uuid, ?::timestamptz)) r (o, t)"""),
                new AgingTable(
                        "compliance.request",
                        new Term(Period.ofYears(3), Duration.ofDays(2)),
                        "closed_at",
                        Duration.ZERO,
                        owner,
                        """
                        insert into compliance.request (id, kind, regime, channel, state, outcome, policy_version, catalogue_sha256,
                            organization_id, received_at, due_at, closed_at)
                        select gen_random_uuid(), 'access', 'gdpr', 'staff', 'closed', 'done', 1, repeat('0', 64), r.o, r.t, r.t, r.t
                        from (values (?::uuid, ?::timestamptz)) r (o, t)"""),
                new AgingTable("compliance.job_run", log, "ended_at", Duration.ZERO, Optional.empty(), """
                        insert into compliance.job_run (id, job, state, started_at, heartbeat_at, ended_at)
                        select gen_random_uuid(), 'x', 'completed', r.t, r.t, r.t from (values (?::uuid, ?::timestamptz)) r (o, t)"""),
                new AgingTable(
                        "batch.jbatchjobinstancedata", log, "name::timestamptz", Duration.ZERO, Optional.empty(), """
                        with r as (select * from (values (?::uuid, ?::timestamptz)) r (o, t)),
                            i as (insert into batch.jbatchjobinstancedata (name) select t::text from r returning jobinstanceid)
                        insert into batch.jbatchexecutioninstancedata (jobinstanceid, endtime, batchstatus)
                        select i.jobinstanceid, r.t::timestamp, 'COMPLETED' from i, r"""));
    }

    /** The owner of a row, or nobody's id for tables that have no owner. */
    void added(UUID organization, boolean ofTheHeld, Instant anchorAt) {
        model(ofTheHeld).merge(anchorAt, 1, Integer::sum);
        if (ofTheHeld && held >= 0) {
            held++;
        }
    }

    /** The event that makes a row end about then, so that long terms end within the campaign too. */
    Instant anchorOf(Instant event) {
        return event.plus(lead);
    }

    Instant end(Instant anchorAt) {
        return anchorAt.minus(lead).atOffset(ZoneOffset.UTC).plus(term.keeps()).toInstant();
    }

    /** The latest time in a row that has ended at that moment, among those that were written. */
    Optional<Instant> lastEnded(boolean ofTheHeld, Instant now) {
        Instant key = model(ofTheHeld).isEmpty() ? null : model(ofTheHeld).lastKey();
        while (key != null && end(key).isAfter(now)) {
            key = model(ofTheHeld).lowerKey(key);
        }
        return Optional.ofNullable(key);
    }

    /** Rows whose end has not come. */
    long alive(boolean ofTheHeld, Optional<Instant> lastEnded) {
        return (lastEnded.isPresent() ? model(ofTheHeld).tailMap(lastEnded.get(), false) : model(ofTheHeld))
                .values().stream().mapToLong(Integer::longValue).sum();
    }

    /** What has long ended needs no place in the model. */
    void forget(boolean ofTheHeld, Optional<Instant> lastEnded) {
        lastEnded.ifPresent(key -> model(ofTheHeld).headMap(key, false).clear());
    }

    private TreeMap<Instant, Integer> model(boolean ofTheHeld) {
        return ofTheHeld ? underHold : free;
    }
}
