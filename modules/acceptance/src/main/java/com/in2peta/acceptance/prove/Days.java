package com.in2peta.acceptance.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Months of retention in minutes. First the partitions themselves, hour by hour on a clock of their own; then, in the full campaign,
 * platforms whose clock stands days ahead: what has ended is hidden to the second and gone within the hour, and nothing goes early.
 */
final class Days implements Campaign {

    private static final String NAME = "prove_days";
    private static final int FULL_DAYS = 200;
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration KEEP_LOG = Duration.ofDays(90);
    private static final Duration ROOM = Duration.ofDays(3);
    private static final Duration STEP = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_ROWS = 4;
    private static final int DOWN_ONE_IN = 60;
    private static final int LONGEST_DOWN_HOURS = 40;

    /** What must be there: rows by the moment at which they end. */
    private static final class Expected {
        final TreeMap<Instant, Integer> payloads = new TreeMap<>();
        final TreeMap<Instant, Integer> calls = new TreeMap<>();

        static int after(TreeMap<Instant, Integer> rows, Instant moment) {
            return rows.tailMap(moment, false).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    @Override
    public String name() {
        return "days";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        List<String> faults = new ArrayList<>();
        int hours = 0;
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                Connection batch = database.connect("in2p_batch")) {
            run.begin();
            hours = simulate(run, batch, faults);
        }
        String done = hours / 24 + " days of partitions";
        if (!run.isSlice()) {
            run.ground().close();
            done += ", " + new MovedClock(run.folder().resolve("days")).run(faults) + " platforms with moved clocks";
        }
        return new Outcome(done, faults);
    }

    private static int simulate(Run run, Connection batch, List<String> faults) throws SQLException {
        Random random = run.random(0);
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3_600));
        Expected expected = new Expected();
        int hours = 0;
        int down = 0;
        prepare(batch, now);
        while (faults.isEmpty() && (run.isSlice() ? run.timeIsLeft() : hours < FULL_DAYS * 24)) {
            write(batch, now, random, expected);
            now = now.plus(STEP);
            hours++;
            down = down > 0 ? down - 1 : random.nextInt(DOWN_ONE_IN) == 0 ? 1 + random.nextInt(LONGEST_DOWN_HOURS) : 0;
            if (down == 0) {
                prepare(batch, now);
                drop(batch, "payload", now);
                drop(batch, "usage_log", now.minus(KEEP_LOG));
                check(batch, now, expected, faults);
                refuseEarly(batch, now, faults);
            }
        }
        return hours;
    }

    /** The room that the job keeps ahead. */
    private static void prepare(Connection batch, Instant now) throws SQLException {
        make(batch, "payload", now.plus(KEEP), STEP);
        make(batch, "usage_log", now, DAY);
    }

    private static void make(Connection batch, String store, Instant from, Duration width) throws SQLException {
        try (PreparedStatement call = batch.prepareStatement(
                "select inference.make_partition(?, lower, lower + make_interval(secs => ?))"
                        + " from generate_series(?::timestamptz, ?::timestamptz, make_interval(secs => ?)) lower"
                        + " where lower >= coalesce((select max(upper_bound) from inference.partitions where store = ?), lower)")) {
            call.setString(1, store);
            call.setDouble(2, width.toSeconds());
            long seconds = width.toSeconds();
            Instant lower = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), seconds) * seconds);
            call.setObject(3, lower.atOffset(ZoneOffset.UTC));
            call.setObject(4, from.plus(ROOM).atOffset(ZoneOffset.UTC));
            call.setDouble(5, seconds);
            call.setString(6, store);
            call.execute();
        }
    }

    private static void write(Connection batch, Instant from, Random random, Expected expected) throws SQLException {
        for (int i = random.nextInt(MOST_ROWS); i >= 0; i--) {
            Instant at = from.plus(random.nextInt(3_600_000), ChronoUnit.MILLIS);
            Instant end = at.plus(KEEP);
            execute(
                    batch,
                    "insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input) values (?, ?, ?, '', '')",
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    end.atOffset(ZoneOffset.UTC));
            expected.payloads.merge(end, 1, Integer::sum);
            execute(
                    batch,
                    "insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status,"
                            + " duration_micros) values (?, ?, 'x', 'GET', '/', 200, 1)",
                    at.atOffset(ZoneOffset.UTC),
                    UUID.randomUUID());
            expected.calls.merge(at.plus(KEEP_LOG), 1, Integer::sum);
        }
    }

    private static void drop(Connection batch, String store, Instant passed) throws SQLException {
        List<String> ended = new ArrayList<>();
        try (PreparedStatement query = batch.prepareStatement(
                "select partition from inference.partitions where store = ? and upper_bound <= ? order by upper_bound")) {
            query.setString(1, store);
            query.setObject(2, passed.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ended.add(row.getString(1));
                }
            }
        }
        for (String partition : ended) {
            execute(batch, "select inference.drop_partition(?, ?)", partition, passed.atOffset(ZoneOffset.UTC));
        }
    }

    private static void check(Connection batch, Instant now, Expected expected, List<String> faults)
            throws SQLException {
        count(batch, "payload", "expires_at > ?", now, Expected.after(expected.payloads, now), faults);
        count(batch, "payload", "expires_at <= ?", now.minus(STEP), 0, faults);
        count(batch, "usage_log", "occurred_at > ?", now.minus(KEEP_LOG), Expected.after(expected.calls, now), faults);
        count(batch, "usage_log", "occurred_at <= ?", now.minus(KEEP_LOG).minus(DAY), 0, faults);
    }

    private static void count(
            Connection batch, String table, String where, Instant moment, long wanted, List<String> faults)
            throws SQLException {
        long found = Books.number(
                batch, "select count(*) from inference." + table + " where " + where, moment.atOffset(ZoneOffset.UTC));
        if (found != wanted) {
            faults.add(table + " has " + found + " rows with " + where + " " + moment + ", should have " + wanted);
        }
    }

    /** The oldest partition that has not ended must not be droppable. */
    private static void refuseEarly(Connection batch, Instant now, List<String> faults) throws SQLException {
        try (PreparedStatement query = batch.prepareStatement(
                "select partition from inference.partitions where store = 'payload' and upper_bound > ?"
                        + " order by upper_bound limit 1")) {
            query.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    faults.add("no partition is open at " + now);
                    return;
                }
                execute(batch, "select inference.drop_partition(?, ?)", row.getString(1), now.atOffset(ZoneOffset.UTC));
                faults.add("the partition " + row.getString(1) + " was dropped early");
            }
        } catch (SQLException e) {
            if (!"P0001".equals(e.getSQLState())) {
                throw e;
            }
            // refused, as it must be
        }
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                call.setObject(i + 1, parameters[i]);
            }
            call.execute();
        }
    }
}
