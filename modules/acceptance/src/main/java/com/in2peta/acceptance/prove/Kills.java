package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Kills parts of the platform under load, mostly Payara, and then looks whether every prediction that was accepted has an end and was
 * paid once or not at all.
 */
final class Kills implements Campaign {

    private static final int ROUNDS = 20;
    private static final List<String> OTHER_PARTS = List.of("worker", "postgres", "keys");
    private static final int OTHER_ROUNDS = 3;
    private static final int FEWEST_CALLERS = 8;
    private static final int MORE_CALLERS = 9;
    private static final int LEAST_LOAD_MILLIS = 1_500;
    private static final int MORE_LOAD_MILLIS = 3_500;
    private static final int SHORT_TEXT = 40;
    private static final int PACKS = 3;
    private static final long RESTART_SECONDS = 240;
    private static final long END_SECONDS = 600;

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        Platform platform = run.ground().platform();
        Customer customer = run.ground().newCustomer();
        for (int i = 0; i < PACKS; i++) {
            customer.buy("inr-10000");
        }
        List<Load.Work> work = work(customer);
        run.begin();
        List<String> accepted = new ArrayList<>();
        List<String> killed = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        while (run.rounds() < rounds() && (!run.isSlice() || killed.isEmpty() || run.timeIsLeft())) {
            String part = part(run.rounds(), run.isSlice());
            Random random = run.random(run.rounds());
            Load load = Load.start(customer, work, FEWEST_CALLERS + random.nextInt(MORE_CALLERS), random);
            try {
                sleep(LEAST_LOAD_MILLIS + random.nextInt(MORE_LOAD_MILLIS));
                killAndAwait(platform, part);
            } finally {
                load.close();
            }
            accepted.addAll(load.accepted());
            load.faults().forEach(fault -> faults.add(fault + ", after " + part + " was killed"));
            killed.add(part);
            run.roundDone();
        }
        awaitEnds(run, faults);
        checkAnswers(customer, accepted, faults);
        checkBooks(run, customer, faults);
        return new Outcome(
                killed.size() + " kills (" + counted(killed) + "), " + accepted.size() + " predictions accepted",
                faults);
    }

    private static int rounds() {
        return ROUNDS + OTHER_ROUNDS * OTHER_PARTS.size();
    }

    /** Payara first; a slice takes the parts in turn. */
    private static String part(int round, boolean slice) {
        if (slice) {
            int turn = round % (OTHER_PARTS.size() + 1);
            return turn == 0 ? "payara" : OTHER_PARTS.get(turn - 1);
        }
        return round < ROUNDS ? "payara" : OTHER_PARTS.get((round - ROUNDS) % OTHER_PARTS.size());
    }

    private static List<Load.Work> work(Customer customer) {
        List<Load.Work> work = new ArrayList<>();
        for (String endpoint : List.of("digit-reader", "language-identifier", "text-generator")) {
            ObjectNode input = (ObjectNode) Customer.model(endpoint)
                    .path("default_example")
                    .path("input")
                    .deepCopy();
            if (input.has("max_characters")) {
                input.put("max_characters", SHORT_TEXT);
            }
            work.add(new Load.Work(customer.publish(endpoint), input));
        }
        return work;
    }

    private static void killAndAwait(Platform platform, String part) {
        long before = platform.pid(part);
        platform.kill(part);
        Platform.await("a new " + part, RESTART_SECONDS, () -> {
            try {
                return platform.pid(part) != before && platform.pid(part) != 0;
            } catch (UncheckedIOException e) {
                return false; // it is being written
            }
        });
        platform.awaitServing();
    }

    private static void awaitEnds(Run run, List<String> faults) throws SQLException {
        try (Connection connection = run.ground().connect()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
            long open = open(connection);
            while (open > 0 && System.nanoTime() < end) {
                sleep(500);
                open = open(connection);
            }
            if (open > 0) {
                faults.add(open + " predictions have no end after " + END_SECONDS + " s");
            }
        }
    }

    private static long open(Connection connection) throws SQLException {
        return Books.number(connection, "select count(*) from inference.prediction where completed_at is null");
    }

    private static void checkAnswers(Customer customer, List<String> accepted, List<String> faults) {
        for (String id : accepted) {
            Answer answer = customer.api().get("/v1/predictions/" + id);
            String status = answer.body().path("status").asText();
            if (answer.status() != 200
                    || !List.of("succeeded", "failed", "canceled").contains(status)) {
                faults.add("prediction " + id + " answers " + answer.status() + " " + status);
            }
        }
    }

    private static void checkBooks(Run run, Customer customer, List<String> faults) throws SQLException {
        try (Connection connection = run.ground().connect()) {
            UUID organization = organization(connection, customer);
            faults.addAll(Books.broken(connection));
            expectZero(
                    connection,
                    "charged twice",
                    "select count(*) from (select id from billing.every_charge group by id having count(*) > 1) t",
                    faults);
            expectZero(connection, "holds left", "select count(*) from billing.hold where state = 'P'", faults);
            expectZero(connection, "held", "select coalesce(sum(held), 0) from billing.balance", faults);
            expectZero(
                    connection,
                    "cost not as charged",
                    "select count(*) from inference.prediction p left join billing.every_charge t on t.id = p.id"
                            + " where coalesce(p.cost_micros, 0) <> coalesce(t.amount, 0)",
                    faults);
            long bought = Books.number(
                    connection,
                    "select sum(amount) from billing.transfer where kind = 'top-up' and organization_id = ?",
                    organization);
            long used = Books.number(
                    connection,
                    "select coalesce(sum(amount), 0) from billing.every_charge where organization_id = ?",
                    organization);
            long left = customer.balance("posted_micros");
            if (bought - used != left) {
                faults.add("bought " + bought + ", used " + used + ", but " + left + " left");
            }
        }
    }

    private static UUID organization(Connection connection, Customer customer) throws SQLException {
        try (var statement =
                connection.prepareStatement("select organization_id from identity.organization where username = ?")) {
            statement.setString(1, customer.username());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private static void expectZero(Connection connection, String what, String sql, List<String> faults)
            throws SQLException {
        long found = Books.number(connection, sql);
        if (found != 0) {
            faults.add(found + " " + what);
        }
    }

    private static String counted(List<String> killed) {
        return killed.stream()
                .distinct()
                .map(part -> killed.stream().filter(part::equals).count() + " " + part)
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
