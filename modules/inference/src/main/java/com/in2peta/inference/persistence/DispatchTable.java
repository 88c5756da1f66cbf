package com.in2peta.inference.persistence;

import com.in2peta.inference.domain.Dispatch;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.models.api.Target;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The predictions that are on their way. Whoever claims a row gets a lease and a fence; a row somebody else is claiming is skipped. */
@ApplicationScoped
public class DispatchTable {

    /** A provider has accepted a job. */
    public record Submission(UUID predictionId, long fence, String jobId, Instant nextPollAt) {}

    /**
     * In the order in which they are to be run, for there may be no room for all of them; an update has none of its own. Rows are looked up by their
     * ids and not joined: to weigh a join, the planner reads the ends of both indexes, each time past all that ended since the last vacuum.
     */
    private static final String CLAIM = """
            , taken as (
                update inference.dispatch d
                set fence = d.fence + 1, due_at = ?, attempts = d.attempts + case when d.provider_job_id is null then 1 else 0 end,
                    polls = d.polls + case when d.provider_job_id is null then 0 else 1 end
                where d.prediction_id = any (array (select prediction_id from due))
                returning d.*, old.due_at as was_due_at)
            select d.*, i.sealed_key,
                d.provider_job_id is null and exists (
                    select from kernel.closed_purpose c where c.organization_id = d.organization_id and c.purpose = 'inference') as restricted,
                octet_length(i.input) as input_bytes,
                case when d.provider_job_id is null and octet_length(i.input) <= CARRIED_BYTES then i.input end as input,
                case when d.provider_job_id is not null and d.streams then i.output end as parts
            from taken d cross join lateral (
                select p.sealed_key, p.input, p.output from inference.payload_inflight p where p.prediction_id = d.prediction_id limit 1) i
            order by d.low_priority, d.was_due_at
            """.replace("CARRIED_BYTES", Integer.toString(Dispatch.CARRIED_BYTES));

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** What an organization has under way. */
    public List<UUID> ofOrganization(UUID organizationId) {
        return Sql.query(
                database,
                "select prediction_id from inference.dispatch where organization_id = ?",
                row -> row.getObject(1, UUID.class),
                organizationId);
    }

    /** What takes nothing now: names of providers, and lanes as {@link Dispatch#lane} names them. */
    public record Full(Collection<String> providers, Collection<String> lanes) {}

    private static final String FREE =
            " and provider <> all (?) and concat_ws('/', owner_id, provider, endpoint) <> all (?)";

    /** Claims what is due: what can wait last, else the oldest first. */
    public List<Dispatch> claimDue(Full full, Instant now, Instant leaseEnd, int limit) {
        return Sql.query(
                database,
                "with due as (select prediction_id from inference.dispatch where due_at <= ?" + FREE
                        + " order by low_priority, due_at limit ? for update skip locked)" + CLAIM,
                DispatchTable::dispatch,
                now,
                new Values("text", full.providers().toArray()),
                new Values("text", full.lanes().toArray()),
                limit,
                leaseEnd);
    }

    /** Claims those of the named rows that are due and cannot wait; {@link #claimDue} comes to the rest in its turn. */
    public List<Dispatch> claim(Collection<UUID> ids, Full full, Instant now, Instant leaseEnd) {
        return Sql.query(
                database,
                "with due as (select prediction_id from inference.dispatch where prediction_id = any (?) and due_at <= ?"
                        + " and not low_priority" + FREE + " for update skip locked)" + CLAIM,
                DispatchTable::dispatch,
                new Values("uuid", ids.toArray()),
                now,
                new Values("text", full.providers().toArray()),
                new Values("text", full.lanes().toArray()),
                leaseEnd);
    }

    /** A lease that is to be made longer: nothing was written down since it was taken. */
    public record Lease(UUID predictionId, long fence, Instant end) {}

    /** Makes leases longer; answers those that were still as they were. */
    public Set<UUID> renew(List<Lease> leases, Instant leaseEnd) {
        return new HashSet<>(Sql.query(
                database,
                """
                update inference.dispatch d set due_at = ?
                from unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) t (id, fence, lease)
                where d.prediction_id = t.id and d.fence = t.fence and d.due_at = t.lease
                returning d.prediction_id
                """,
                row -> row.getObject(1, UUID.class),
                leaseEnd,
                new Values("uuid", leases.stream().map(Lease::predictionId).toArray()),
                new Values("int8", leases.stream().map(Lease::fence).toArray()),
                new Values("timestamptz", leases.stream().map(Lease::end).toArray())));
    }

    /** Gives back what was claimed and not begun, as if it had not been; what was claimed before its time, for a callback, is due now. */
    public void handBack(List<Dispatch> claimed, Instant now) {
        Sql.update(
                database,
                """
                update inference.dispatch d
                set due_at = least(t.due, ?), attempts = d.attempts - case when d.provider_job_id is null then 1 else 0 end,
                    polls = d.polls - case when d.provider_job_id is null then 0 else 1 end
                from unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) t (id, fence, due)
                where d.prediction_id = t.id and d.fence = t.fence
                """,
                now,
                new Values("uuid", claimed.stream().map(Dispatch::predictionId).toArray()),
                new Values("int8", claimed.stream().map(Dispatch::fence).toArray()),
                new Values("timestamptz", claimed.stream().map(Dispatch::dueAt).toArray()));
    }

    /** The sealed input of a claim that still counts; empty when it does not, or when the prediction has ended. */
    public Optional<byte[]> input(Dispatch dispatch) {
        return Sql.query(database, """
                        select i.input from inference.dispatch d join inference.payload_inflight i on i.prediction_id = d.prediction_id
                        where d.prediction_id = ? and d.fence = ?
                        """, row -> row.getBytes(1), dispatch.predictionId(), dispatch.fence()).stream()
                .findFirst();
    }

    /**
     * A short job can be over before its id is written down: then the callback is noted, and {@link #submitted} says so.
     */
    public boolean noteEarlyCallback(UUID predictionId, UUID token) {
        return Sql.update(database, """
                        update inference.dispatch set called_back = true
                        where prediction_id = ? and callback_token = ? and provider_job_id is null
                        """, predictionId, token) == 1;
    }

    /** Claims one row, due or not, for somebody who knows its callback token. */
    public Optional<Dispatch> claimByToken(UUID predictionId, UUID token, Instant leaseEnd) {
        return Sql.query(database, """
                        with due as (
                            select prediction_id from inference.dispatch
                            where prediction_id = ? and callback_token = ? and provider_job_id is not null for update)
                        """ + CLAIM, DispatchTable::dispatch, predictionId, token, leaseEnd).stream()
                .findFirst();
    }

    /**
     * Writes down the accepted jobs; answers those whose claim still counted, each with whether its provider has called back already: such
     * a row is due at once.
     */
    public Map<UUID, Boolean> submitted(List<Submission> submissions, Instant now) {
        Map<UUID, Boolean> calledBack = new HashMap<>();
        Sql.query(
                database,
                """
                update inference.dispatch d
                set provider_job_id = t.job, submitted_at = ?, called_back = false,
                    due_at = case when d.called_back then '-infinity' else t.due end
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[]) t (id, fence, job, due)
                where d.prediction_id = t.id and d.fence = t.fence
                returning d.prediction_id, d.due_at = '-infinity'
                """,
                row -> calledBack.put(row.getObject(1, UUID.class), row.getBoolean(2)),
                now,
                new Values(
                        "uuid",
                        submissions.stream().map(Submission::predictionId).toArray()),
                new Values("int8", submissions.stream().map(Submission::fence).toArray()),
                new Values("text", submissions.stream().map(Submission::jobId).toArray()),
                new Values(
                        "timestamptz",
                        submissions.stream().map(Submission::nextPollAt).toArray()));
        return calledBack;
    }

    /** Looks at the row again later. */
    public void postpone(Dispatch dispatch, Instant dueAt) {
        Sql.update(
                database,
                "update inference.dispatch set due_at = ? where prediction_id = ? and fence = ?",
                dueAt,
                dispatch.predictionId(),
                dispatch.fence());
    }

    /**
     * It is submitted anew, perhaps elsewhere, and its output begins anew. A job that was accepted and may still run is to be canceled, which the
     * outbox sees to.
     *
     * @param target which of the targets is next
     * @param lost whether the provider had accepted a job
     */
    public void resubmit(
            Dispatch dispatch, int target, boolean lost, String tries, UUID outboxId, Instant now, Instant dueAt) {
        Target next = dispatch.targets().get(target);
        Sql.update(
                database,
                """
                with moved as (
                    update inference.dispatch d
                    set due_at = ?, provider_job_id = null, called_back = false, submitted_at = null, polls = 0,
                        losses = d.losses + ?, target = ?, provider = ?, endpoint = ?, tries = ?
                    from inference.dispatch before
                    where d.prediction_id = ? and d.fence = ? and before.prediction_id = d.prediction_id
                    returning d.prediction_id, d.organization_id, d.owner_id, before.provider as old_provider,
                        before.endpoint as old_endpoint, before.provider_job_id as old_job),
                stopped as (
                    insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)
                    select ?, m.organization_id, 'provider-cancel', json_build_object('owner', m.owner_id, 'provider', m.old_provider,
                        'endpoint', m.old_endpoint, 'job', m.old_job)::text, ?, ?
                    from moved m where m.old_job is not null)
                update inference.payload_inflight i set output = null from moved where i.prediction_id = moved.prediction_id
                """,
                dueAt,
                lost ? 1 : 0,
                target,
                next.provider(),
                next.endpoint(),
                tries,
                dispatch.predictionId(),
                dispatch.fence(),
                outboxId,
                now,
                now);
    }

    /** Shows the output so far, sealed, and tells it to a webhook; only who holds the newest fence can: else false. */
    public boolean writeParts(Dispatch dispatch, byte[] parts, Instant now) {
        return !Sql.query(database, """
                with shown as (
                    update inference.payload_inflight i set output = ?
                    from inference.dispatch d
                    where d.prediction_id = ? and d.fence = ? and i.prediction_id = d.prediction_id
                    returning i.organization_id, i.prediction_id)
                select inference.note_output(organization_id, prediction_id, ?) from shown
                """, row -> true, parts, dispatch.predictionId(), dispatch.fence(), now)
                .isEmpty();
    }

    /**
     * Output so far, of the predictions whose row is another than when it was last seen.
     *
     * @param version of the row; empty when the prediction is not in flight any more
     */
    public record Parts(UUID predictionId, Optional<String> version, byte[] sealedKey, Optional<byte[]> output) {}

    /** By the version that was last seen of each. */
    public List<Parts> changedParts(Map<UUID, String> versions) {
        return Sql.query(
                database,
                """
                select t.id, i.xmin::text as version, i.sealed_key, i.output
                from unnest(?::uuid[], ?::text[]) t (id, seen) left join inference.payload_inflight i on i.prediction_id = t.id
                where i.xmin::text is distinct from t.seen
                """,
                row -> new Parts(
                        row.getObject("id", UUID.class),
                        Optional.ofNullable(row.getString("version")),
                        row.getBytes("sealed_key"),
                        Optional.ofNullable(row.getBytes("output"))),
                new Values("uuid", versions.keySet().toArray()),
                new Values("text", versions.values().toArray()));
    }

    /** Hours whose key something that has not ended still needs. */
    public Set<Instant> inFlightHours() {
        return new HashSet<>(Sql.query(
                database,
                "select distinct in_flight_hour from inference.dispatch",
                row -> Sql.instant(row, "in_flight_hour")));
    }

    /** What was accepted before there could be several has its one. */
    private static List<Target> targets(ResultSet row) throws SQLException {
        String targets = row.getString("targets");
        return targets == null
                ? List.of(new Target(row.getString("provider"), row.getString("endpoint")))
                : Target.list(targets);
    }

    private static List<Integer> order(ResultSet row) throws SQLException {
        String order = row.getString("try_order");
        return order == null
                ? List.of(0)
                : Arrays.stream(order.split(",")).map(Integer::valueOf).toList();
    }

    private static Dispatch dispatch(ResultSet row) throws SQLException {
        return new Dispatch(
                row.getObject("prediction_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                targets(row),
                order(row),
                row.getInt("target"),
                row.getBoolean("streams"),
                row.getLong("price_micros_per_second"),
                row.getInt("run_limit_seconds"),
                row.getObject("callback_token", UUID.class),
                Optional.ofNullable(row.getString("provider_job_id")),
                row.getInt("attempts"),
                row.getInt("losses"),
                row.getInt("polls"),
                row.getLong("fence"),
                Sql.instant(row, "was_due_at"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "give_up_at"),
                Optional.ofNullable(Sql.instant(row, "submitted_at")),
                Optional.ofNullable(row.getString("tries")),
                row.getBoolean("restricted"),
                row.getBytes("sealed_key"),
                row.getInt("input_bytes"),
                Optional.ofNullable(row.getBytes("input")),
                Optional.ofNullable(row.getBytes("parts")));
    }
}
