package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.prove.LedgerCalls.End;
import com.in2peta.acceptance.prove.LedgerCalls.Wish;
import com.in2peta.acceptance.prove.Model.Leaving;
import com.in2peta.acceptance.prove.Model.Paid;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * A random history of one database's own functions, by several callers at once, with repetitions, stale fences and transactions that
 * are given up; after each round the books must equal a simple model.
 */
final class History implements AutoCloseable {

    static final int CALLERS = 6;
    private static final int CALLS = 40;
    private static final int ORGANIZATIONS = 4;
    private static final int LARGEST_BATCH = 8;
    private static final int LARGEST_HOLD = 5_000;
    private static final int LARGEST_TOP_UP = 60_000;
    private static final int GIVEN_UP_ONE_IN = 6;
    private static final int REPEATED_ONE_IN = 5;
    private static final Duration KEEP = Duration.ofDays(30);
    private static final int FREE_ONE_IN = 8;
    private static final int EXACT_ONE_IN = 3;
    private static final int KEY_ONE_IN = 6;
    private static final int KEYS = 1_000;
    private static final long OVERDRAFT = 20_000;
    private static final String CHECK_VIOLATION = "23514";

    private static final String PURSE =
            " from billing.balance b join billing.account a on a.id = b.account_id where a.kind = 'customer.paid' and a.organization_id = ?";
    private static final String POSTED = "select b.posted" + PURSE;
    private static final String HELD = "select b.held" + PURSE;
    private static final String SPENT = """
            select coalesce(max(s.spent), 0) from billing.spending s join billing.spend_limit l on l.id = s.limit_id and l.hard where l.organization_id = ?
            """;
    private static final String EARNED = "select coalesce(sum(amount + overrun), 0) from billing.every_charge";

    /** What must be nowhere in the rows, beside the books. */
    private static final Map<String, String> ODDITIES = Map.of(
            "predictions that end at another time than promised",
            "select count(*) from inference.prediction where payload_expires_at <> completed_at + make_interval(days => 30)",
            "payloads that end at another time than their prediction",
            "select count(*) from inference.prediction p left join inference.payload l on l.prediction_id = p.id"
                    + " where p.completed_at is not null and l.expires_at is distinct from p.payload_expires_at",
            "claims without a webhook, and webhooks without a claim",
            "select count(*) from inference.idempotency k full join inference.webhook w using (prediction_id)"
                    + " where k.key is distinct from w.url",
            "predictions that are given up too early or too late",
            "select count(*) from inference.dispatch d join inference.prediction p on p.id = d.prediction_id"
                    + " where d.give_up_at <> p.created_at + make_interval(days => 1, secs => d.run_limit_seconds)");

    private final PrivateDatabase database;
    private final Model model = new Model();
    private final List<UUID> organizations = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final Instant at = Instant.parse("2026-01-01T00:00:00Z");
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    History(PrivateDatabase database, Random random) throws SQLException {
        this.database = database;
        prepare(random);
    }

    /** One more round; answers what is wrong after it. */
    List<String> round(Random random) throws SQLException {
        List<String> faults = new ArrayList<>();
        alone(random, faults);
        together(random, faults);
        compare(faults);
        return faults;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void prepare(Random random) throws SQLException {
        try (Connection batch = database.connect("in2p_batch");
                Statement statement = batch.createStatement()) {
            Instant from = at.plus(KEEP).truncatedTo(ChronoUnit.HOURS);
            statement.execute("select inference.make_partition('payload', '" + from + "', '"
                    + from.plus(1, ChronoUnit.HOURS) + "')");
        }
        for (int i = 0; i < ORGANIZATIONS; i++) {
            organizations.add(new UUID(random.nextLong(), random.nextLong()));
        }
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            UUID debtor = organizations.get(0);
            statement.execute("select billing.account_of('" + debtor + "', 'customer.paid', 'INR', true)");
            statement.execute("update billing.balance set overdraft_limit = " + OVERDRAFT);
            model.mayOwe(debtor, OVERDRAFT);
            limit(statement, organizations.get(1), "null", "day", true);
            limit(statement, organizations.get(2), "'" + LedgerCalls.NOBODY + "'", "month", true);
            limit(statement, organizations.get(2), "null", "month", false);
        }
    }

    private void limit(Statement statement, UUID organization, String key, String period, boolean hard)
            throws SQLException {
        statement.execute(
                "insert into billing.spend_limit (id, organization_id, person_id, api_key_id, currency, period, most, hard, created_at)"
                        + " values (uuidv7(), '" + organization + "', '" + LedgerCalls.NOBODY + "', " + key
                        + ", 'INR', '" + period + "', "
                        + (hard ? LARGEST_TOP_UP : 1) + ", " + hard + ", now())");
        if (hard) {
            model.maySpend(organization, LARGEST_TOP_UP);
        }
    }

    /** One caller, nobody else: the answer is known in advance. */
    private void alone(Random random, List<String> faults) throws SQLException {
        try (Connection app = database.connect("in2p_app")) {
            topUp(app, random);
            reset(app);
            refundAlone(random, faults);
            List<Wish> wishes = wishes(random);
            for (UUID exact : List.of(organization(random), organizations.get(0))) { // the latter may owe something
                if (model.available(exact) > 0) {
                    wishes.add(0, new Wish(UUID.randomUUID(), exact, model.available(exact)));
                }
            }
            // Who has no account comes before who has one, and gets nothing of it.
            wishes.add(0, new Wish(UUID.randomUUID(), UUID.randomUUID(), 1));
            Set<UUID> expected = model.covered(wishes);
            Set<UUID> admitted = LedgerCalls.admit(app, wishes, at);
            model.admitted(wishes, admitted);
            if (!admitted.equals(expected)) {
                faults.add("admitted " + admitted.size() + " of " + wishes.size() + ", the money covers "
                        + expected.size());
            }
        }
    }

    private void together(Random random, List<String> faults) {
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Random own = new Random(random.nextLong());
            Callable<Void> caller = () -> {
                try (Connection app = database.connect("in2p_app");
                        Connection batch = database.connect("in2p_batch")) {
                    for (int call = 0; call < CALLS; call++) {
                        step(own, app, batch);
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

    private void step(Random random, Connection app, Connection batch) throws SQLException {
        calls.incrementAndGet();
        try {
            switch (random.nextInt(13)) {
                case 0 -> topUp(app, random);
                case 1, 2, 3 -> admit(app, random);
                case 4 -> cancel(app, random);
                case 5 -> settleAgain(batch, random);
                case 6 -> give(batch, random);
                case 7 -> rollUp(batch, random);
                case 8 -> refund(batch, random);
                case 9 -> dispute(batch, random);
                case 10 -> leave(batch, random);
                default -> finish(batch, random);
            }
        } finally {
            reset(app);
            reset(batch);
        }
    }

    private void topUp(Connection app, Random random) throws SQLException {
        UUID organization = organization(random);
        UUID order = UUID.randomUUID();
        long micros = 1 + random.nextInt(LARGEST_TOP_UP);
        app.setAutoCommit(false);
        LedgerCalls.enter(app, organization);
        LedgerCalls.paidOrder(app, organization, order, micros);
        boolean limited = LedgerCalls.raiseLimit(app, organization, micros);
        boolean first = LedgerCalls.topUp(app, order, at);
        boolean second = random.nextBoolean() && LedgerCalls.topUp(app, order, at);
        if (!first || second) {
            throw new SQLException("a top-up was posted " + (first ? "twice" : "not at all"));
        }
        if (commits(app, random)) {
            model.paid(order, organization, micros);
            if (limited) {
                model.maySpend(organization, micros);
            }
        }
    }

    /** A part of an order goes back, or all that is left; when it is not there, nothing happens. */
    private void refund(Connection batch, Random random) throws SQLException {
        Paid order = model.anyOrder(random);
        if (order == null) {
            return;
        }
        UUID id = UUID.randomUUID();
        Optional<Long> minor =
                random.nextBoolean() ? Optional.empty() : Optional.of(1L + random.nextInt(LedgerCalls.PRICE_MINOR));
        batch.setAutoCommit(false);
        Optional<Long> taken = LedgerCalls.refund(batch, id, order.order(), minor, at);
        if (commits(batch, random) && taken.isPresent()) {
            model.topUp(order.organization(), -taken.get());
            model.leaves(new Leaving(Optional.of(id), "", order.order(), order.organization(), taken.get()));
        }
    }

    /** All that can go back does, to the last unit of the price, and no more. */
    private void refundAlone(Random random, List<String> faults) throws SQLException {
        Paid order = model.anyOrder(random);
        if (order == null) {
            return;
        }
        try (Connection superuser = database.superuser();
                Connection batch = database.connect("in2p_batch")) {
            long left = Math.max(0, Books.number(superuser, "select billing.refundable(?)", order.order()));
            long minor = left * LedgerCalls.PRICE_MINOR / order.micros();
            UUID id = UUID.randomUUID();
            if (LedgerCalls.refund(batch, UUID.randomUUID(), order.order(), Optional.of(minor + 1), at)
                    .isPresent()) {
                faults.add("more went back than was left");
            }
            if (!LedgerCalls.declinesRefund(batch, UUID.randomUUID(), order.order(), at)) {
                faults.add("what was declined went back");
            }
            boolean part = minor > 1 && random.nextBoolean();
            Optional<Long> taken =
                    LedgerCalls.refund(batch, id, order.order(), part ? Optional.of(minor - 1) : Optional.empty(), at);
            long expected = ((part ? minor - 1 : minor) * order.micros() + LedgerCalls.PRICE_MINOR - 1)
                    / LedgerCalls.PRICE_MINOR;
            if (taken.orElse(0L) != expected) {
                faults.add(taken + " went back, should be " + expected);
            }
            taken.ifPresent(micros -> {
                model.topUp(order.organization(), -micros);
                model.leaves(new Leaving(Optional.of(id), "", order.order(), order.organization(), micros));
            });
            if (LedgerCalls.refund(batch, UUID.randomUUID(), UUID.randomUUID(), Optional.empty(), at)
                    .isPresent()) {
                faults.add("money of no order went back");
            }
        }
    }

    private void dispute(Connection batch, Random random) throws SQLException {
        Paid order = model.anyOrder(random);
        if (order == null) {
            return;
        }
        String id = "disp_" + UUID.randomUUID();
        long minor = 1 + random.nextInt(LedgerCalls.PRICE_MINOR);
        batch.setAutoCommit(false);
        long frozen = 0;
        for (int times = random.nextInt(2); times >= 0; times--) {
            frozen = LedgerCalls.dispute(batch, id, order.order(), minor, "open", at);
        }
        if (commits(batch, random)) {
            model.topUp(order.organization(), -frozen);
            model.leaves(new Leaving(Optional.empty(), id, order.order(), order.organization(), frozen));
        }
    }

    /** What was on its way has gone, or comes back; told again, or told otherwise later, it changes nothing. */
    private void leave(Connection batch, Random random) throws SQLException {
        Leaving leaving = model.takeLeaving(random);
        if (leaving == null) {
            return;
        }
        boolean gone = random.nextBoolean();
        batch.setAutoCommit(false);
        for (boolean wanted : List.of(gone, random.nextBoolean())) {
            if (leaving.refund().isPresent()) {
                LedgerCalls.endRefund(batch, leaving.refund().get(), wanted, at);
            } else {
                LedgerCalls.dispute(batch, leaving.dispute(), leaving.order(), 1, wanted ? "lost" : "won", at);
            }
        }
        if (!commits(batch, random)) {
            model.leaves(leaving);
        } else if (!gone) {
            model.topUp(leaving.organization(), leaving.micros());
        }
    }

    /** Credit that nobody paid for, perhaps told twice; a purse in debt gets none. */
    private void give(Connection batch, Random random) throws SQLException {
        UUID organization = organization(random);
        UUID grant = UUID.randomUUID();
        long micros = 1 + random.nextInt(LARGEST_TOP_UP);
        batch.setAutoCommit(false);
        try {
            boolean first = LedgerCalls.giveCredit(batch, grant, organization, micros, at);
            boolean second = random.nextBoolean() && LedgerCalls.giveCredit(batch, grant, organization, micros, at);
            if (!first || second) {
                throw new SQLException("a grant was given " + (first ? "twice" : "not at all"));
            }
        } catch (SQLException e) {
            if (CHECK_VIOLATION.equals(e.getSQLState()) && organization.equals(organizations.get(0))) {
                return; // only this one may owe something
            }
            throw e;
        }
        if (commits(batch, random)) {
            model.topUp(organization, micros);
        }
    }

    /** Moves what waits, in pieces of any size, and changes no balance. */
    private void rollUp(Connection batch, Random random) throws SQLException {
        batch.setAutoCommit(false);
        LedgerCalls.rollUp(batch, at, 1 + random.nextInt(LARGEST_BATCH));
        commits(batch, random);
    }

    private void admit(Connection app, Random random) throws SQLException {
        List<Wish> wishes = wishes(random);
        if (random.nextInt(REPEATED_ONE_IN) == 0) {
            Wish known = model.any(random);
            if (known != null && known.hold() > 0) {
                wishes.add(random.nextInt(wishes.size() + 1), known);
            }
        }
        app.setAutoCommit(false);
        Set<UUID> admitted = LedgerCalls.admit(app, wishes, at);
        synchronized (model) { // another caller must not see the rows before the model does
            if (commits(app, random)) {
                model.admitted(wishes, admitted);
            }
        }
    }

    private void cancel(Connection app, Random random) throws SQLException {
        Wish wish = model.any(random);
        if (wish == null) {
            return;
        }
        app.setAutoCommit(false);
        UUID claimed = random.nextInt(REPEATED_ONE_IN) == 0 ? organization(random) : wish.organization();
        boolean canceled = LedgerCalls.cancel(app, claimed, wish.id(), at, KEEP);
        if (canceled && !claimed.equals(wish.organization())) {
            throw new SQLException("somebody else's prediction was canceled");
        }
        synchronized (model) {
            if (commits(app, random) && canceled) {
                model.canceled(wish.id());
            }
        }
    }

    /** A repeated settlement of what has ended must change nothing. */
    private void settleAgain(Connection batch, Random random) throws SQLException {
        Wish wish = model.anyEnded(random);
        if (wish != null) {
            LedgerCalls.settleHolds(
                    batch, List.of(new End(wish.id(), 0, "succeeded", random.nextInt(LARGEST_HOLD))), at);
        }
    }

    private void finish(Connection batch, Random random) throws SQLException {
        List<End> ends = new ArrayList<>();
        Set<UUID> stale = new java.util.HashSet<>();
        for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
            Wish wish = model.any(random);
            if (wish == null || ends.stream().anyMatch(end -> end.id().equals(wish.id()))) {
                continue;
            }
            long fence = LedgerCalls.claim(batch, wish.id());
            if (random.nextInt(REPEATED_ONE_IN) == 0) {
                fence -= 1 + random.nextInt(3);
                stale.add(wish.id());
            }
            boolean success = random.nextInt(4) != 0;
            ends.add(new End(wish.id(), fence, success ? "succeeded" : "failed", success ? cost(wish, random) : 0));
        }
        if (ends.isEmpty()) {
            return;
        }
        batch.setAutoCommit(false);
        Set<UUID> ended = LedgerCalls.finish(batch, ends, at, KEEP);
        if (ended.stream().anyMatch(stale::contains)) {
            throw new SQLException("a stale fence ended a prediction");
        }
        synchronized (model) {
            if (commits(batch, random)) {
                model.finished(ends, ended);
            }
        }
    }

    /** Less than the hold, all of it, or more; nothing for what is free. */
    private static long cost(Wish wish, Random random) {
        return random.nextInt(EXACT_ONE_IN) == 0 ? wish.hold() : random.nextInt((int) (wish.hold() * 3 / 2) + 1);
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

    private List<Wish> wishes(Random random) {
        List<Wish> wishes = new ArrayList<>();
        for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
            wishes.add(new Wish(UUID.randomUUID(), organization(random), hold(random), key(random)));
        }
        return wishes;
    }

    /** Of so few that many were used before, in this organization or in another. */
    private static Optional<UUID> key(Random random) {
        return random.nextInt(KEY_ONE_IN) == 0 ? Optional.of(new UUID(0, random.nextInt(KEYS))) : Optional.empty();
    }

    private static long hold(Random random) {
        return random.nextInt(FREE_ONE_IN) == 0 ? 0 : 1 + random.nextInt(LARGEST_HOLD);
    }

    private UUID organization(Random random) {
        return organizations.get(random.nextInt(organizations.size()));
    }

    private void compare(List<String> faults) throws SQLException {
        faults.addAll(model.faults());
        try (Connection connection = database.superuser()) {
            faults.addAll(Books.broken(connection));
            for (UUID organization : organizations) {
                expect(connection, "posted", POSTED, model.posted(organization), faults, organization);
                expect(connection, "held", HELD, model.held(organization), faults, organization);
            }
            for (UUID limited : organizations.subList(1, 3)) {
                expect(connection, "spent", SPENT, model.spent(limited), faults, limited);
            }
            expect(connection, "open", "select count(*) from inference.dispatch", model.openCount(), faults);
            expect(connection, "claims", "select count(*) from inference.idempotency", model.claimCount(), faults);
            expect(connection, "kept", "select count(*) from inference.payload", model.endedCount(), faults);
            expect(connection, "earned", EARNED, model.earned(), faults);
            for (Map.Entry<String, String> oddity : ODDITIES.entrySet()) {
                expect(connection, oddity.getKey(), oddity.getValue(), 0, faults);
            }
        }
    }

    private static void expect(
            Connection connection, String what, String sql, long expected, List<String> faults, Object... parameters)
            throws SQLException {
        long found = Books.number(connection, sql, parameters);
        if (found != expected) {
            faults.add(what + ": " + found + ", should be " + expected);
        }
    }
}
