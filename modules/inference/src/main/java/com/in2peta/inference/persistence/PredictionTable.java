package com.in2peta.inference.persistence;

import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.api.Predictions.Window;
import com.in2peta.inference.api.Webhook;
import com.in2peta.inference.api.Webhook.Event;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.domain.Admission.Claim;
import com.in2peta.inference.domain.Decision;
import com.in2peta.inference.domain.Decision.Accepted;
import com.in2peta.inference.domain.Decision.Refused;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.domain.SealedEnding;
import com.in2peta.inference.domain.StoredPrediction;
import com.in2peta.inference.domain.StoredPrediction.Content;
import com.in2peta.inference.domain.Taken;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.models.api.Target;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** Predictions in SQL: rows are accepted and ended many at a time by the functions in {@code sql/inference}. */
@ApplicationScoped
public class PredictionTable {

    private static final String COLUMNS = """
            p.id, p.organization_id, p.model, p.version_id, p.status, p.currency, p.run_millis, p.cost_micros, p.created_at,
            p.started_at, p.completed_at, p.payload_expires_at, p.deployment, p.end_user, p.deadline,
            p.tries""";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** A call that was accepted under a key. */
    public record Replay(UUID predictionId, byte[] request) {}

    /** Accepts what its organization's credit covers, in one statement and one commit, and claims some of it; decides about each. */
    public Map<UUID, Decision> admit(
            List<Admission> admissions, Map<Admission, Taken> taken, Instant now, Duration queueLimit) {
        return Sql.query(
                        database,
                        "select accepted, known, busy from inference.admit(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, ?, ?, ?, ?, make_interval(secs => ?))",
                        row -> decisions(admissions, row, now),
                        values("uuid", admissions, Admission::id),
                        values("uuid", admissions, Admission::organizationId),
                        values("uuid", admissions, Admission::personId),
                        values("uuid", admissions, a -> a.apiKeyId().orElse(null)),
                        values("uuid", admissions, Admission::modelId),
                        values("text", admissions, Admission::model),
                        values("text", admissions, Admission::version),
                        values("text", admissions, a -> a.first().provider()),
                        values("text", admissions, a -> a.first().endpoint()),
                        values("bool", admissions, Admission::streams),
                        values("bpchar", admissions, Admission::currency),
                        values("int8", admissions, Admission::priceMicrosPerSecond),
                        values("int4", admissions, Admission::runLimitSeconds),
                        values("int8", admissions, Admission::holdMicros),
                        values("uuid", admissions, Admission::ownerId),
                        values("text", admissions, a -> Target.text(a.targets())),
                        values("text", admissions, PredictionTable::order),
                        bytes(admissions, a -> a.sealed().input()),
                        bytes(admissions, a -> a.sealed().key()),
                        values("timestamptz", admissions, a -> a.sealed().hour()),
                        bytes(admissions, a -> a.claim().map(Claim::key).orElse(null)),
                        bytes(admissions, a -> a.claim().map(Claim::request).orElse(null)),
                        values("text", admissions, a -> a.deployment().orElse(null)),
                        values("text", admissions, a -> a.endUser().orElse(null)),
                        values("bool", admissions, Admission::lowPriority),
                        values("timestamptz", admissions, a -> a.deadline().orElse(null)),
                        bytes(admissions, a -> a.sealed().webhook().orElse(null)),
                        values(
                                "text",
                                admissions,
                                a -> a.webhook().map(PredictionTable::events).orElse(null)),
                        values(
                                "uuid",
                                admissions,
                                a -> Optional.ofNullable(taken.get(a))
                                        .map(Taken::callbackToken)
                                        .orElse(null)),
                        values(
                                "timestamptz",
                                admissions,
                                a -> Optional.ofNullable(taken.get(a))
                                        .map(Taken::leaseEnd)
                                        .orElse(null)),
                        now,
                        (double) queueLimit.toSeconds())
                .get(0);
    }

    /** The call under a key, within the caller's transaction. */
    public Optional<Replay> replay(UUID organizationId, byte[] key) {
        return Sql.query(
                        database,
                        "select prediction_id, request from inference.idempotency where organization_id = ? and key = ?",
                        row -> new Replay(row.getObject(1, UUID.class), row.getBytes(2)),
                        organizationId,
                        key)
                .stream()
                .findFirst();
    }

    /** Predictions whose deadline has passed, with their organizations. */
    public Map<UUID, UUID> pastDeadline(Instant now, int limit) {
        Map<UUID, UUID> late = new HashMap<>();
        Sql.query(
                batchDatabase,
                "select prediction_id, organization_id from inference.dispatch where deadline <= ? order by deadline limit ?",
                row -> late.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                now,
                limit);
        return late;
    }

    /** Ends predictions whose fence is still the newest; answers the ids that it ended. */
    public Set<UUID> finish(List<SealedEnding> sealed, Instant now, Duration keep) {
        List<Ending> endings = sealed.stream().map(SealedEnding::ending).toList();
        return Sql.query(
                        batchDatabase,
                        "select inference.finish(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, make_interval(secs => ?))",
                        row -> ids(row.getArray(1)),
                        values("uuid", endings, Ending::predictionId),
                        values("int8", endings, Ending::fence),
                        values("text", endings, e -> e.status().wire()),
                        values("timestamptz", endings, e -> e.startedAt().orElse(null)),
                        values(
                                "int8",
                                endings,
                                e -> e.runMillis().isPresent() ? e.runMillis().getAsLong() : null),
                        values("int8", endings, Ending::costMicros),
                        bytes(sealed, e -> e.output().orElse(null)),
                        bytes(sealed, e -> e.error().orElse(null)),
                        bytes(sealed, e -> e.logs().orElse(null)),
                        bytes(sealed, e -> e.key().orElse(null)),
                        values("text", endings, e -> e.tries().orElse(null)),
                        now,
                        (double) keep.toSeconds())
                .get(0);
    }

    /** The wrapped content key of a prediction that has not ended. */
    public Optional<byte[]> inFlightKey(UUID organizationId, UUID id) {
        return Sql.query(
                        batchDatabase,
                        "select sealed_key from inference.payload_inflight where prediction_id = ? and organization_id = ?",
                        row -> row.getBytes(1),
                        id,
                        organizationId)
                .stream()
                .findFirst();
    }

    /** With the content key, wrapped for the time that the content is kept; without one it is not. False when it had ended already. */
    public boolean cancel(
            UUID organizationId, UUID id, Optional<byte[]> sealedKey, UUID outboxId, Instant now, Duration keep) {
        return Sql.query(
                        database,
                        "select inference.cancel(?, ?, ?::bytea, ?, ?, make_interval(secs => ?))",
                        row -> row.getBoolean(1),
                        organizationId,
                        id,
                        sealedKey.orElse(null),
                        outboxId,
                        now,
                        (double) keep.toSeconds())
                .get(0);
    }

    /** The provider has begun. Forward only: a prediction past this state is not touched. */
    public void markProcessing(UUID organizationId, UUID id, Instant now) {
        Sql.update(
                batchDatabase,
                "update inference.prediction set status = 'processing', started_at = ?"
                        + " where organization_id = ? and id = ? and status = 'starting'",
                now,
                organizationId,
                id);
    }

    /** Those of the ids that have ended. */
    public Set<UUID> ended(Map<UUID, UUID> organizationsById) {
        return new HashSet<>(Sql.query(
                batchDatabase,
                """
                select p.id from unnest(?::uuid[], ?::uuid[]) t (id, organization_id)
                    join inference.prediction p on p.organization_id = t.organization_id and p.id = t.id
                where p.completed_at is not null
                """,
                row -> row.getObject(1, UUID.class),
                new Values("uuid", organizationsById.keySet().toArray()),
                new Values("uuid", organizationsById.values().toArray())));
    }

    /** Within the caller's transaction, as far as row-level security shows it. */
    public Optional<StoredPrediction> find(UUID organizationId, UUID id, Instant now, Instant notBefore) {
        return find(organizationId, Set.of(id), now, notBefore).stream().findFirst();
    }

    /** The same of several, in any order. */
    public List<StoredPrediction> find(UUID organizationId, Set<UUID> ids, Instant now, Instant notBefore) {
        return Sql.with(
                database,
                connection -> withContent(
                        connection,
                        Sql.query(
                                connection,
                                "select " + COLUMNS
                                        + " from inference.prediction p where p.organization_id = ? and p.id = any (?)"
                                        + " and p.created_at >= ?",
                                PredictionTable::row,
                                organizationId,
                                new Values("uuid", ids.toArray()),
                                notBefore),
                        now));
    }

    /** Newest first, within the caller's transaction. */
    public List<StoredPrediction> list(UUID organizationId, Window window, Instant now, Instant notBefore) {
        StringBuilder where = new StringBuilder(" where p.organization_id = ? and p.created_at >= ?");
        List<Object> parameters = new ArrayList<>(List.of(organizationId, notBefore));
        window.slice().id().ifPresent(position -> {
            where.append(" and p.id ").append(window.slice().comparison()).append(" ?");
            parameters.add(position);
        });
        window.createdAfter().ifPresent(after -> {
            where.append(" and p.created_at >= ?");
            parameters.add(after);
        });
        window.createdBefore().ifPresent(before -> {
            where.append(" and p.created_at < ?");
            parameters.add(before);
        });
        String tail = " order by p.id " + window.slice().order() + " limit ?";
        parameters.add(window.slice().limit());
        List<StoredPrediction> found = Sql.with(
                database,
                connection -> withContent(
                        connection,
                        Sql.query(
                                connection,
                                "select " + COLUMNS + " from inference.prediction p" + where + tail,
                                PredictionTable::row,
                                parameters.toArray()),
                        now));
        return window.slice().newestFirst(found);
    }

    private static List<StoredPrediction> withContent(Connection connection, List<StoredPrediction> rows, Instant now)
            throws SQLException {
        Map<UUID, Content> contents = new HashMap<>();
        List<StoredPrediction> open =
                rows.stream().filter(row -> row.completedAt().isEmpty()).toList();
        if (!open.isEmpty()) {
            readInflight(connection, open, contents);
        }
        List<StoredPrediction> kept = rows.stream()
                .filter(row -> row.payloadExpiresAt().filter(now::isBefore).isPresent())
                .toList();
        if (!kept.isEmpty()) {
            readKept(connection, kept, contents);
        }
        List<StoredPrediction> complete = new ArrayList<>();
        for (StoredPrediction row : rows) {
            if (row.completedAt().isEmpty() && !contents.containsKey(row.id())) {
                // It ended between the two reads: read the row again, it is final now.
                row = Sql.query(
                                connection,
                                "select " + COLUMNS
                                        + " from inference.prediction p where p.organization_id = ? and p.id = ?",
                                PredictionTable::row,
                                row.organizationId(),
                                row.id())
                        .get(0);
                readKept(connection, List.of(row), contents);
            }
            complete.add(row.with(Optional.ofNullable(contents.get(row.id()))));
        }
        return complete;
    }

    private static void readInflight(Connection connection, List<StoredPrediction> rows, Map<UUID, Content> into)
            throws SQLException {
        Sql.query(
                connection,
                "select prediction_id, sealed_key, input, output, null::bytea as error, null::bytea as logs from inference.payload_inflight"
                        + " where prediction_id = any (?)",
                row -> into.put(row.getObject(1, UUID.class), content(row)),
                values("uuid", rows, StoredPrediction::id));
    }

    /**
     * The statement is planned with its values each time: there are hundreds of partitions, and only then does the planner look at the one
     * or few that are meant.
     */
    private static void readKept(Connection connection, List<StoredPrediction> rows, Map<UUID, Content> into)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select prediction_id, sealed_key, input, output, error, logs from inference.payload"
                        + " where expires_at = any (?) and prediction_id = any (?)")) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            Object[] times = rows.stream()
                    .map(row -> row.payloadExpiresAt().orElseThrow().toString())
                    .toArray();
            statement.setArray(1, connection.createArrayOf("timestamptz", times));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", rows.stream().map(StoredPrediction::id).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    into.put(row.getObject(1, UUID.class), content(row));
                }
            }
        }
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                row.getBytes("sealed_key"),
                row.getBytes("input"),
                Optional.ofNullable(row.getBytes("output")),
                Optional.ofNullable(row.getBytes("error")),
                Optional.ofNullable(row.getBytes("logs")));
    }

    private static StoredPrediction row(ResultSet row) throws SQLException {
        return new StoredPrediction(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("model"),
                row.getString("version_id"),
                Status.ofWire(row.getString("status")),
                row.getString("currency"),
                optionalLong(row, "run_millis"),
                optionalLong(row, "cost_micros"),
                Sql.instant(row, "created_at"),
                Optional.ofNullable(Sql.instant(row, "started_at")),
                Optional.ofNullable(Sql.instant(row, "completed_at")),
                Optional.ofNullable(Sql.instant(row, "payload_expires_at")),
                Optional.ofNullable(row.getString("deployment")),
                Optional.ofNullable(row.getString("end_user")),
                Optional.ofNullable(Sql.instant(row, "deadline")),
                Optional.ofNullable(row.getString("tries")),
                Optional.empty());
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Map<UUID, Decision> decisions(List<Admission> admissions, ResultSet row, Instant now)
            throws SQLException {
        Map<UUID, Decision> decisions = new HashMap<>();
        admissions.forEach(admission -> decisions.put(admission.id(), Refused.UNCOVERED));
        ids(row.getArray("known")).forEach(id -> decisions.put(id, Refused.KNOWN));
        ids(row.getArray("busy")).forEach(id -> decisions.put(id, Refused.IN_FLIGHT));
        ids(row.getArray("accepted")).forEach(id -> decisions.put(id, new Accepted(now)));
        return decisions;
    }

    private static String order(Admission admission) {
        return admission.order().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String events(Webhook webhook) {
        return webhook.events().stream().map(Event::wire).sorted().collect(Collectors.joining(","));
    }

    private static Set<UUID> ids(Array array) throws SQLException {
        return new HashSet<>(Arrays.asList((UUID[]) array.getArray()));
    }

    private static <T> Values values(String type, List<T> items, Function<T, Object> field) {
        return new Values(type, items.stream().map(field).toArray());
    }

    private static <T> Values bytes(List<T> items, Function<T, byte[]> field) {
        return new Values("bytea", items.stream().map(field).toArray(byte[][]::new));
    }
}
