package com.in2peta.inference.persistence;

import com.in2peta.inference.api.Webhooks.DeliveryView;
import com.in2peta.inference.api.Webhooks.State;
import com.in2peta.inference.domain.Delivery;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What has to be told by webhook. Each receiver is a lane: who claims takes the first few of each lane, oldest first, so that a lane which does not
 * move keeps nobody else. A claim is a lease under a fence.
 */
@ApplicationScoped
public class WebhookDeliveryTable {

    private static final String COLUMNS =
            "id, prediction_id, event, state, attempts, status, failure, created_at, attempted_at, due_at";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** Predictions with something due that is in no lane, each with its organization. */
    public Map<UUID, UUID> unassigned(Instant now, int limit) {
        Map<UUID, UUID> organizations = new LinkedHashMap<>();
        Sql.query(
                batchDatabase,
                "select prediction_id, organization_id from inference.webhook_delivery"
                        + " where receiver is null and due_at <= ? order by due_at limit ?",
                row -> organizations.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                now,
                limit);
        return organizations;
    }

    /** Puts what a prediction has to tell, now and later, into a receiver's lane. */
    public void assign(UUID organizationId, UUID predictionId, UUID receiver) {
        Sql.update(batchDatabase, """
                with later as (update inference.webhook set receiver = ? where organization_id = ? and prediction_id = ?)
                update inference.webhook_delivery set receiver = ? where prediction_id = ? and receiver is null
                """, receiver, organizationId, predictionId, receiver, predictionId);
    }

    /** Looks again later at what is in no lane. */
    public void postpone(UUID predictionId, Instant dueAt) {
        Sql.update(
                batchDatabase,
                "update inference.webhook_delivery set due_at = ? where prediction_id = ? and receiver is null and due_at is not null",
                dueAt,
                predictionId);
    }

    /** Gives up what a prediction had to tell: nobody can read any more where to. */
    public void giveUp(UUID predictionId, String failure) {
        Sql.update(
                batchDatabase,
                "update inference.webhook_delivery set state = 'failed', due_at = null, failure = ?"
                        + " where prediction_id = ? and due_at is not null",
                failure,
                predictionId);
    }

    /** How many are under way for each receiver or organization, and how many may be. */
    public record Room(Map<UUID, Integer> taken, int each) {}

    /** Claims the first due ones of each lane, as far as there is room; what it costs goes by the lanes, and not by what waits in them. */
    public List<Delivery> claim(Instant now, Instant leaseEnd, Room receivers, Room organizations, int limit) {
        return Sql.query(
                batchDatabase,
                """
                with recursive lane as (
                    (select d.receiver from inference.webhook_delivery d
                        where d.due_at is not null and d.receiver is not null order by d.receiver limit 1)
                    union all
                    select (select d.receiver from inference.webhook_delivery d
                        where d.due_at is not null and d.receiver > lane.receiver order by d.receiver limit 1)
                    from lane where lane.receiver is not null),
                head as (
                    select h.*, row_number() over (partition by h.organization_id order by h.due_at) as place
                    from lane left join unnest(?::uuid[], ?::integer[]) busy (receiver, calls) using (receiver)
                        cross join lateral (
                            select d.id, d.organization_id, d.due_at from inference.webhook_delivery d
                            where d.receiver = lane.receiver and d.due_at <= ?
                            order by d.due_at limit greatest(0, ? - coalesce(busy.calls, 0))) h),
                mine as (
                    select d.id from inference.webhook_delivery d
                    where d.due_at <= ? and d.id = any (array(
                        select h.id from head h
                            left join unnest(?::uuid[], ?::integer[]) busy (organization_id, calls) using (organization_id)
                        where h.place <= ? - coalesce(busy.calls, 0) order by h.due_at limit ?))
                    for update skip locked)
                update inference.webhook_delivery d
                set due_at = ?, attempted_at = ?, attempts = d.attempts + 1, fence = d.fence + 1
                from mine where d.id = mine.id
                returning d.*
                """,
                WebhookDeliveryTable::delivery,
                new Values("uuid", receivers.taken().keySet().toArray()),
                new Values("int4", receivers.taken().values().toArray()),
                now,
                receivers.each(),
                now,
                new Values("uuid", organizations.taken().keySet().toArray()),
                new Values("int4", organizations.taken().values().toArray()),
                organizations.each(),
                limit,
                leaseEnd,
                now);
    }

    /**
     * How an attempt went.
     *
     * @param dueAt of the next attempt; without one the state is final
     */
    public record End(
            Delivery delivery, State state, OptionalInt status, Optional<String> failure, Optional<Instant> dueAt) {}

    /**
     * Writes down how attempts went; nothing of what somebody has claimed anew. What is tried again leaves its lane until then, so that only what
     * can be sent lies in lanes.
     */
    public void ended(List<End> ends) {
        Sql.update(
                batchDatabase,
                """
                update inference.webhook_delivery d
                set state = t.state, status = t.status, failure = t.failure, due_at = t.due,
                    receiver = case when t.due is null then d.receiver end
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::integer[], ?::text[], ?::timestamptz[])
                    t (id, fence, state, status, failure, due)
                where d.id = t.id and d.fence = t.fence
                """,
                values("uuid", ends, end -> end.delivery().id()),
                values("int8", ends, end -> end.delivery().fence()),
                values("text", ends, end -> end.state().wire()),
                values(
                        "int4",
                        ends,
                        end -> end.status().isPresent() ? end.status().getAsInt() : null),
                values("text", ends, end -> end.failure().orElse(null)),
                values("timestamptz", ends, end -> end.dueAt().orElse(null)));
    }

    private static Values values(String type, List<End> ends, Function<End, Object> field) {
        return new Values(type, ends.stream().map(field).toArray());
    }

    /** Where messages of predictions go, sealed; within the caller's transaction. */
    public Map<UUID, byte[]> urls(UUID organizationId, Collection<UUID> predictionIds) {
        Map<UUID, byte[]> urls = new HashMap<>();
        Sql.query(
                database,
                "select prediction_id, url from inference.webhook where organization_id = ? and prediction_id = any (?)",
                row -> urls.put(row.getObject(1, UUID.class), row.getBytes(2)),
                organizationId,
                new Values("uuid", predictionIds.toArray()));
        return urls;
    }

    /** Newest first, within the caller's transaction. */
    public List<DeliveryView> list(UUID organizationId, Optional<UUID> predictionId, Slice slice) {
        StringBuilder where = new StringBuilder(" where organization_id = ?");
        List<Object> parameters = new ArrayList<>(List.of(organizationId));
        predictionId.ifPresent(id -> {
            where.append(" and prediction_id = ?");
            parameters.add(id);
        });
        slice.id().ifPresent(position -> {
            where.append(" and id ").append(slice.comparison()).append(" ?");
            parameters.add(position);
        });
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                "select " + COLUMNS + " from inference.webhook_delivery" + where + " order by id " + slice.order()
                        + " limit ?",
                WebhookDeliveryTable::view,
                parameters.toArray()));
    }

    /** Within the caller's transaction. */
    public Optional<DeliveryView> find(UUID id) {
        return Sql.query(
                        database,
                        "select " + COLUMNS + " from inference.webhook_delivery where id = ?",
                        WebhookDeliveryTable::view,
                        id)
                .stream()
                .findFirst();
    }

    /** Makes one that is over due again, within the caller's transaction; false when it is not over. */
    public boolean replay(UUID id, Instant now) {
        return Sql.update(database, """
                        update inference.webhook_delivery
                        set state = 'pending', attempts = 0, fence = fence + 1, status = null, failure = null, due_at = ?
                        where id = ? and state <> 'pending'
                        """, now, id) == 1;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("prediction_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("event"),
                row.getObject("receiver", UUID.class),
                row.getInt("attempts"),
                row.getLong("fence"));
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        OptionalInt answered = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        UUID id = row.getObject("id", UUID.class);
        return new DeliveryView(
                id,
                "msg_" + Ids.toWire(id),
                row.getObject("prediction_id", UUID.class),
                row.getString("event"),
                State.ofWire(row.getString("state")),
                row.getInt("attempts"),
                answered,
                Optional.ofNullable(row.getString("failure")),
                Sql.instant(row, "created_at"),
                Optional.ofNullable(Sql.instant(row, "attempted_at")),
                Optional.ofNullable(Sql.instant(row, "due_at")));
    }
}
