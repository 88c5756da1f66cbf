package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.prove.LedgerCalls.End;
import com.in2peta.acceptance.prove.LedgerCalls.Wish;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Random histories of the database's own functions, by several callers at once, with repetitions, stale fences and transactions that
 * are given up; after each round the books must equal a simple model.
 */
final class Histories implements Campaign {

    private static final String NAME = "prove_histories";
    private static final int CALLERS = 6;
    private static final int CALLS = 40;
    private static final int ORGANIZATIONS = 4;
    private static final int LARGEST_BATCH = 8;
    private static final int LARGEST_HOLD = 5_000;
    private static final int LARGEST_TOP_UP = 60_000;
    private static final int GIVEN_UP_ONE_IN = 6;
    private static final int REPEATED_ONE_IN = 5;
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Set<String> EXPECTED_STATES = Set.of("23505", "40P01", "40001");

    private static final class State {
        final PrivateDatabase database;
        final Model model = new Model();
        final List<UUID> organizations = new ArrayList<>();
        final AtomicLong calls = new AtomicLong();
        final Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);

        State(PrivateDatabase database) {
            this.database = database;
        }
    }

    @Override
    public String name() {
        return "histories";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<String> faults = new ArrayList<>();
        int rounds = 0;
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME)) {
            State state = new State(database);
            prepare(state, run.random(-1));
            run.begin();
            while (faults.isEmpty() && (rounds == 0 || run.timeIsLeft())) {
                Random random = run.random(run.rounds());
                alone(state, random, faults);
                together(state, random, threads, faults);
                compare(state, faults);
                rounds++;
                run.roundDone();
            }
            return new Outcome(rounds + " rounds, " + state.calls.get() + " calls by " + CALLERS + " callers", faults);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void prepare(State state, Random random) throws SQLException {
        try (Connection batch = state.database.connect("in2p_batch");
                Statement statement = batch.createStatement()) {
            Instant from = state.at.plus(KEEP).truncatedTo(ChronoUnit.HOURS);
            statement.execute("select inference.make_partition('payload', '" + from + "', '"
                    + from.plus(1, ChronoUnit.HOURS) + "')");
        }
        for (int i = 0; i < ORGANIZATIONS; i++) {
            state.organizations.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    /** One caller, nobody else: the answer is known in advance. */
    private static void alone(State state, Random random, List<String> faults) throws SQLException {
        try (Connection app = state.database.connect("in2p_app")) {
            topUp(state, app, random);
            reset(app);
            List<Wish> wishes = wishes(state, random);
            Set<UUID> expected = state.model.covered(wishes);
            Set<UUID> admitted = LedgerCalls.admit(app, wishes, state.at);
            state.model.admitted(wishes, admitted);
            if (!admitted.equals(expected)) {
                faults.add("admitted " + admitted.size() + " of " + wishes.size() + ", the money covers "
                        + expected.size());
            }
        }
    }

    private static void together(State state, Random random, ExecutorService threads, List<String> faults) {
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Random own = new Random(random.nextLong());
            Callable<Void> caller = () -> {
                try (Connection app = state.database.connect("in2p_app");
                        Connection batch = state.database.connect("in2p_batch")) {
                    for (int call = 0; call < CALLS; call++) {
                        step(state, own, app, batch);
                    }
                }
                return null;
            };
            callers.add(threads.submit(caller));
        }
        for (Future<Void> caller : callers) {
            try {
                caller.get();
            } catch (ExecutionException e) {
                faults.add(e.getCause().toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                faults.add("interrupted");
            }
        }
    }

    private static void step(State state, Random random, Connection app, Connection batch) throws SQLException {
        state.calls.incrementAndGet();
        try {
            switch (random.nextInt(8)) {
                case 0 -> topUp(state, app, random);
                case 1, 2, 3 -> admit(state, app, random);
                case 4 -> cancel(state, app, random);
                case 5 -> settleAgain(state, batch, random);
                default -> finish(state, batch, random);
            }
        } catch (SQLException e) {
            if (!EXPECTED_STATES.contains(e.getSQLState())) {
                throw e;
            }
            // a repeated id or a broken deadlock: nothing of the call may stay, which the comparison shows
        } finally {
            reset(app);
            reset(batch);
        }
    }

    private static void topUp(State state, Connection app, Random random) throws SQLException {
        UUID organization = organization(state, random);
        UUID order = UUID.randomUUID();
        long micros = 1 + random.nextInt(LARGEST_TOP_UP);
        app.setAutoCommit(false);
        LedgerCalls.enter(app, organization);
        LedgerCalls.paidOrder(app, organization, order, micros);
        boolean first = LedgerCalls.topUp(app, order, state.at);
        boolean second = LedgerCalls.topUp(app, order, state.at);
        if (!first || second) {
            throw new SQLException("a top-up was posted " + (first ? "twice" : "not at all"));
        }
        if (commits(app, random)) {
            state.model.topUp(organization, micros);
        }
    }

    private static void admit(State state, Connection app, Random random) throws SQLException {
        List<Wish> wishes = wishes(state, random);
        if (random.nextInt(REPEATED_ONE_IN) == 0) {
            Wish known = state.model.any(random);
            if (known != null) {
                wishes.add(random.nextInt(wishes.size() + 1), known);
            }
        }
        app.setAutoCommit(false);
        Set<UUID> admitted = LedgerCalls.admit(app, wishes, state.at);
        synchronized (state.model) { // another caller must not see the rows before the model does
            if (commits(app, random)) {
                state.model.admitted(wishes, admitted);
            }
        }
    }

    private static void cancel(State state, Connection app, Random random) throws SQLException {
        Wish wish = state.model.any(random);
        if (wish == null) {
            return;
        }
        app.setAutoCommit(false);
        UUID claimed = random.nextInt(REPEATED_ONE_IN) == 0 ? organization(state, random) : wish.organization();
        boolean canceled = LedgerCalls.cancel(app, claimed, wish.id(), state.at, KEEP);
        if (canceled && !claimed.equals(wish.organization())) {
            throw new SQLException("somebody else's prediction was canceled");
        }
        synchronized (state.model) {
            if (commits(app, random) && canceled) {
                state.model.canceled(wish.id());
            }
        }
    }

    /** A repeated settlement of what has ended must change nothing. */
    private static void settleAgain(State state, Connection batch, Random random) throws SQLException {
        Wish wish = state.model.anyEnded(random);
        if (wish != null) {
            LedgerCalls.settleHolds(
                    batch, List.of(new End(wish.id(), 0, "succeeded", random.nextInt(LARGEST_HOLD))), state.at);
        }
    }

    private static void finish(State state, Connection batch, Random random) throws SQLException {
        List<End> ends = new ArrayList<>();
        Set<UUID> stale = new java.util.HashSet<>();
        for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
            Wish wish = state.model.any(random);
            if (wish == null || ends.stream().anyMatch(end -> end.id().equals(wish.id()))) {
                continue;
            }
            long fence = LedgerCalls.claim(batch, wish.id());
            if (random.nextInt(REPEATED_ONE_IN) == 0) {
                fence -= 1 + random.nextInt(3);
                stale.add(wish.id());
            }
            boolean success = random.nextInt(4) != 0;
            long cost = success ? random.nextInt((int) (wish.hold() * 3 / 2) + 1) : 0;
            ends.add(new End(wish.id(), fence, success ? "succeeded" : "failed", cost));
        }
        if (ends.isEmpty()) {
            return;
        }
        batch.setAutoCommit(false);
        Set<UUID> ended = LedgerCalls.finish(batch, ends, state.at, KEEP);
        if (ended.stream().anyMatch(stale::contains)) {
            throw new SQLException("a stale fence ended a prediction");
        }
        synchronized (state.model) {
            if (commits(batch, random)) {
                state.model.finished(ends, ended);
            }
        }
    }

    private static boolean commits(Connection connection, Random random) throws SQLException {
        if (random.nextInt(GIVEN_UP_ONE_IN) == 0) {
            connection.rollback();
            return false;
        }
        connection.commit();
        return true;
    }

    private static void reset(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<Wish> wishes(State state, Random random) {
        List<Wish> wishes = new ArrayList<>();
        for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
            wishes.add(new Wish(UUID.randomUUID(), organization(state, random), 1 + random.nextInt(LARGEST_HOLD)));
        }
        return wishes;
    }

    private static UUID organization(State state, Random random) {
        return state.organizations.get(random.nextInt(state.organizations.size()));
    }

    private static void compare(State state, List<String> faults) throws SQLException {
        faults.addAll(state.model.faults());
        try (Connection connection = state.database.superuser()) {
            faults.addAll(Books.broken(connection));
            for (UUID organization : state.organizations) {
                compare(connection, "posted", state.model.posted(organization), organization, faults);
                compare(connection, "held", state.model.held(organization), organization, faults);
            }
            long open = Books.number(connection, "select count(*) from inference.dispatch");
            if (open != state.model.openCount()) {
                faults.add(open + " predictions are open, " + state.model.openCount() + " should be");
            }
        }
    }

    private static void compare(
            Connection connection, String column, long expected, UUID organization, List<String> faults)
            throws SQLException {
        long found = Books.number(
                connection, "select " + column + " from billing.balance where organization_id = ?", organization);
        if (found != expected) {
            faults.add(column + " is " + found + ", should be " + expected);
        }
    }
}
