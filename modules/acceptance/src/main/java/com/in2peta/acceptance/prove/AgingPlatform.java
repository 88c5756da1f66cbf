package com.in2peta.acceptance.prove;

import com.in2peta.compliance.retention.ClockGuard;
import com.in2peta.compliance.retention.MassDrop;
import com.in2peta.compliance.retention.RetainedTables;
import com.in2peta.compliance.retention.RetentionPlan;
import com.in2peta.inference.persistence.PartitionedStore;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.retention.RetainedStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A database that lives an hour at a time: rows are written, and the job runs unless it is down. Now and then the server's clock is wrong,
 * or both clocks are; a legal hold is opened and released; somebody detaches a partition.
 */
final class AgingPlatform {

    private static final UUID HELD = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000bb");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final MassDrop LIMITS = new MassDrop(50, 25);
    private static final int DOWN_ONE_IN = 150;
    private static final int LONGEST_DOWN_HOURS = 80;
    private static final int WRONG_ONE_IN = 120;
    private static final int LONGEST_WRONG_HOURS = 20;
    private static final int HOLD_ONE_IN = 300;
    private static final int LONGEST_HOLD_HOURS = 1_400;
    private static final int ROOM_EVERY_HOURS = 12;
    private static final long FIRST_DAYS = 93;

    /** What a clock that is wrong shows. */
    private record Wrong(Duration server, Duration database) {}

    private final Connection batch;
    private final Connection superuser;
    private final Random random;
    private final List<String> faults;
    private final List<RetainedStore> stores;
    private final RetainedTables tables;
    private final List<AgingTable> aging = AgingTable.all();

    /** The true time. Not in the first minute of an hour, when a partition has just ended. */
    private Instant now = Instant.parse("2027-10-05T00:07:00Z");

    private Optional<Instant> lastRun = Optional.empty();
    private int hours;
    private int down;
    private int wrongHours;
    private Wrong wrong;
    private int holdHours;
    private boolean ranLastHour;
    private int runs;
    private int refusals;
    private int approvals;
    private int holds;

    AgingPlatform(Connection batch, Connection superuser, Catalogue catalogue, Random random, List<String> faults)
            throws SQLException {
        this.batch = batch;
        this.superuser = superuser;
        this.random = random;
        this.faults = faults;
        OneConnection pool = new OneConnection(batch);
        stores = List.of(
                PartitionedStore.payloads(
                        pool, catalogue.policy().rule("predictions").duration()),
                PartitionedStore.usageLog(
                        pool, catalogue.policy().rule("api-log").duration()));
        tables = new RetainedTables(pool, catalogue, stores);
        settings();
        past();
    }

    int hours() {
        return hours;
    }

    String done() {
        return hours / 24 + " days of " + aging.size() + " tables, " + runs + " runs, " + refusals
                + " refusals of a wrong clock, " + approvals + " approvals, " + holds + " holds";
    }

    void hour() throws SQLException {
        if (wrong == null) {
            write(now);
        }
        now = now.plus(HOUR);
        hours++;
        change();
        if (hours % ROOM_EVERY_HOURS == 0) {
            room(now);
        }
        if (down > 0) {
            down--;
            ranLastHour = false;
            return;
        }
        if (ranLastHour) {
            nothingIsLate();
        }
        ranLastHour = retain();
        nothingIsMissing(ranLastHour);
    }

    private void change() throws SQLException {
        if (down == 0 && random.nextInt(DOWN_ONE_IN) == 0) {
            down = 1 + random.nextInt(LONGEST_DOWN_HOURS);
        }
        if (wrong != null && wrongHours-- == 0) {
            wrong = null;
        } else if (wrong == null && random.nextInt(WRONG_ONE_IN) == 0) {
            wrong = wrong();
            wrongHours = 1 + random.nextInt(LONGEST_WRONG_HOURS);
        }
        if (holdHours > 0 && --holdHours == 0) {
            execute(
                    superuser,
                    "update compliance.legal_hold set released_by = gen_random_uuid(), released_at = ? where released_at is null",
                    now);
            aging.forEach(table -> table.held = -1);
            ranLastHour = false; // what the hold kept is late from one moment to the next
        } else if (holdHours == 0 && random.nextInt(HOLD_ONE_IN) == 0) {
            openHold();
        }
        if (random.nextInt(HOLD_ONE_IN) == 0) {
            detach();
        }
    }

    /** The server's clock alone steps forth or back, by minutes or by weeks; or both step back, or so far forth that it must be noticed. */
    private Wrong wrong() {
        Duration step = Duration.ofMinutes(5 + random.nextInt((random.nextBoolean() ? 1 : 40) * 24 * 60));
        return switch (random.nextInt(4)) {
            case 0 -> new Wrong(step, Duration.ZERO);
            case 1 -> new Wrong(step.negated(), Duration.ZERO);
            case 2 -> new Wrong(step.negated(), step.negated());
            default -> new Wrong(step.plusDays(5), step.plusDays(5));
        };
    }

    private void openHold() throws SQLException {
        holdHours = 24 + random.nextInt(LONGEST_HOLD_HOURS);
        holds++;
        execute(superuser, """
                insert into compliance.legal_hold (id, organization_id, reason, instrument, opened_by, opened_at, review_by, approved_by,
                    approved_at, release_asked_by, release_asked_at)
                select gen_random_uuid(), ?, 'r', 'i', gen_random_uuid(), t, t + interval '100 days', gen_random_uuid(), t,
                    gen_random_uuid(), t from (select ?::timestamptz as t) opened
                """, HELD, now);
        for (AgingTable table : aging) {
            if (table.organization.isPresent()) {
                table.held = heldRows(table);
            }
        }
    }

    /** As an operator does who drops by hand and is interrupted. */
    private void detach() throws SQLException {
        for (RetainedStore store : stores) {
            for (RetainedStore.Unit unit : store.endedUnits(now)) {
                execute(
                        superuser,
                        "alter table " + store.table() + " detach partition inference.\"" + unit.name() + "\"");
                return;
            }
        }
    }

    /** The steps of the job; false when it refused. */
    private boolean retain() throws SQLException {
        Instant server = wrong == null ? now : now.plus(wrong.server());
        Instant database = wrong == null ? now : now.plus(wrong.database());
        if (ClockGuard.refusal(server, database, lastRun).isPresent()) {
            refusals++;
            if (wrong == null) {
                faults.add("a right clock was refused at " + now);
            }
            return false;
        }
        for (RetainedStore store : stores) {
            if (!store.reclaim().isEmpty()) {
                faults.add("a partition of " + store.table() + " contradicts its bounds at " + now);
            }
        }
        RetentionPlan plan = RetentionPlan.at(server, server, tables, Set.of());
        if (plan.with(RetentionPlan.Verdict.STOPPED).findAny().isPresent() && wrong == null) {
            faults.add("a table was stopped at " + now);
        }
        if (plan.isMassDrop(LIMITS)) {
            if (wrong != null) {
                refusals++;
                return false;
            }
            approvals++;
        }
        plan.pieces().forEach(piece -> tables.find(piece.table()).destroy(piece));
        lastRun = Optional.of(server);
        runs++;
        return true;
    }

    /** What somebody detached is not counted until a run has taken it back. */
    private void nothingIsMissing(boolean ran) throws SQLException {
        String when = ran ? "after a run" : "after a refusal";
        for (AgingTable table : aging) {
            nothingIsMissing(table, false, when);
            if (table.organization.isEmpty()) {
                continue;
            }
            if (table.held < 0) {
                nothingIsMissing(table, true, when);
            } else if (ran && heldRows(table) != table.held) {
                faults.add(table.name + " has " + heldRows(table) + " rows under a hold, should have " + table.held
                        + " " + when + " at " + now);
            }
        }
    }

    private void nothingIsMissing(AgingTable table, boolean ofTheHeld, String when) throws SQLException {
        Optional<Instant> ended = table.lastEnded(ofTheHeld, now);
        long found = rows(table, ofTheHeld, " > ?", ended.orElse(Instant.EPOCH));
        long wanted = table.alive(ofTheHeld, ended);
        if (found != wanted) {
            faults.add(table.name + " has " + found + " rows that have not ended, should have " + wanted + " " + when
                    + " at " + now);
        }
    }

    /** After an hour in which the job ran: everything that ended within the bound before it is gone. */
    private void nothingIsLate() throws SQLException {
        for (AgingTable table : aging) {
            nothingIsLate(table, false);
            if (table.organization.isPresent() && table.held < 0) {
                nothingIsLate(table, true);
            }
        }
    }

    private void nothingIsLate(AgingTable table, boolean ofTheHeld) throws SQLException {
        Optional<Instant> overdue = table.lastEnded(ofTheHeld, now.minus(table.term.grace()));
        if (overdue.isPresent()) {
            long left = rows(table, ofTheHeld, " <= ?", overdue.get());
            if (left != 0) {
                faults.add(table.name + " has " + left + " rows that are late at " + now);
            }
            table.forget(ofTheHeld, overdue);
        }
    }

    private long rows(AgingTable table, boolean ofTheHeld, String comparison, Instant moment) throws SQLException {
        String whose = table.organization
                .map(column -> column + (ofTheHeld ? " = '" : " <> '") + HELD + "' and ")
                .orElse("");
        return Books.number(
                superuser,
                "select count(*) from " + table.name + " where " + whose + table.anchor + comparison,
                moment.atOffset(ZoneOffset.UTC));
    }

    private long heldRows(AgingTable table) throws SQLException {
        return Books.number(
                superuser,
                "select (select count(*) from " + table.name + " where organization_id = '" + HELD + "')"
                        + " + (select count(*) from compliance.held_row where organization_id = '" + HELD
                        + "' and table_name = '" + table.name + "')");
    }

    private void write(Instant from) throws SQLException {
        for (AgingTable table : aging) {
            if (random.nextInt(3) == 0) {
                Instant event = from.plusMillis(random.nextInt(3_000_000));
                insert(table, table.term.keeps().getYears() > 0 ? ago(event, table) : event);
            }
        }
    }

    /** Rows of long rules are written when they are nearly as old as they get. */
    private Instant ago(Instant event, AgingTable table) {
        return event.atOffset(ZoneOffset.UTC)
                .minus(table.term.keeps())
                .plusDays(1 + random.nextInt(60))
                .toInstant();
    }

    private void insert(AgingTable table, Instant event) throws SQLException {
        boolean held = table.organization.isPresent() && random.nextInt(4) == 0;
        Instant anchor = table.anchorOf(event);
        execute(batchOf(table), table.insert, held ? HELD : OTHER, anchor);
        table.added(held ? HELD : OTHER, held, anchor);
    }

    /** Keys and requests are written by the application, whose place the superuser takes. */
    private Connection batchOf(AgingTable table) {
        return table.name.startsWith("inference.") ? batch : superuser;
    }

    private void room(Instant at) {
        stores.forEach(store -> store.prepare(at));
    }

    /** Times without a zone are the server's, and its clock changes twice a year; rows need nobody that they belong to. */
    private void settings() throws SQLException {
        for (Connection connection : List.of(batch, superuser)) {
            execute(connection, "set synchronous_commit = off"); // nothing of this has to survive
        }
        execute(batch, "set timezone = 'Europe/Brussels'");
        execute(superuser, "set timezone = 'Europe/Brussels'");
        execute(superuser, "set session_replication_role = replica");
    }

    /** The months before the first day: rows of every age, and the partitions that they lie in. */
    private void past() throws SQLException {
        for (RetainedStore store : stores) {
            long days = store.lead().isZero() ? FIRST_DAYS : store.lead().toDays();
            for (long day = days; day >= 0; day -= 2) {
                store.prepare(now.minus(Duration.ofDays(day)));
            }
        }
        for (int i = 0; i < FIRST_DAYS * 4; i++) {
            for (AgingTable table : aging) {
                long most = Math.min(
                        table.term.keeps().getYears() > 0
                                ? 90
                                : table.term.keeps().getDays(),
                        FIRST_DAYS);
                Instant event = now.minusMillis((long) (random.nextDouble() * most * 86_400_000));
                insert(
                        table,
                        table.term.keeps().getYears() > 0 ? ago(event, table).plus(Duration.ofDays(most)) : event);
            }
        }
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                call.setObject(
                        i + 1,
                        parameters[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameters[i]);
            }
            call.execute();
        }
    }
}
