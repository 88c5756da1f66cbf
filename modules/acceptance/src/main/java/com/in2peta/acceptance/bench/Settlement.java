package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * R16: predictions settled against predictions accepted, while callers create as many as they can: the backlog must not grow. It is measured from
 * when it stands, at what the platform lets a hundred accounts have open.
 */
final class Settlement implements Benchmark {

    private static final int SECONDS = 300;
    private static final int WINDOWS = 10;
    /** At first with few callers: at saturation the compiler gets as little of the two cores as everybody. */
    private static final int GENTLE_SECONDS = 90;

    private static final int GENTLE_CONNECTIONS = 4;
    private static final int WARM_SECONDS = 15;
    private static final int WARM_WINDOWS = 12;
    private static final double STANDS = 1.05;
    private static final String OPEN = "in2peta.inference.open-predictions=1000";
    private static final int CONNECTIONS = 64;
    private static final int ACCOUNTS = 100;
    private static final long DRAIN_SECONDS = 1_200;

    @Override
    public String name() {
        return "r16";
    }

    @Override
    public String title() {
        return "predictions settled/s / accepted/s at saturation";
    }

    @Override
    public double wanted() {
        return 1;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        String[] settings =
                Stream.concat(Stream.of(SyncPath.SETTINGS), Stream.of(OPEN)).toArray(String[]::new);
        Lab serving = lab.apart("settling", settings);
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        int seconds = Math.max(1, Extent.seconds(SECONDS) / WINDOWS);
        try (Stub stub = new Stub(0)) {
            Customer owner = serving.newCustomer();
            String version = SyncPath.publishForAll(owner, stub);
            Path script = Customers.script(
                    serving.folder(), "r16", Customers.create(serving, ACCOUNTS, System.nanoTime()), version);
            String url = serving.url() + SyncPath.PREDICTIONS;
            raw.add(Wrk.scripted(url, GENTLE_CONNECTIONS, script)
                    .run(Extent.seconds(GENTLE_SECONDS))
                    .said());
            Wrk wrk = Wrk.scripted(url, CONNECTIONS, script);
            boolean stands = fill(serving, wrk, result.putArray("backlogs"));
            result.put("backlogStands", stands);
            Cpu cpu = new Cpu(serving);
            long first = settled(serving);
            long settled = first;
            long accepted = accepted(serving);
            cpu.begin();
            for (int window = 0; window < WINDOWS; window++) {
                long begun = System.nanoTime();
                raw.add(wrk.run(seconds).said());
                long settledNow = settled(serving);
                long acceptedNow = accepted(serving);
                double took = (System.nanoTime() - begun) / 1e9;
                ours.add((settledNow - settled) / took);
                reference.add((acceptedNow - accepted) / took);
                settled = settledNow;
                accepted = acceptedNow;
            }
            cpu.end();
            result.set("cpu", cpu.json(settled - first));
            long begun = System.nanoTime();
            awaitDrained(serving);
            double drained = (System.nanoTime() - begun) / 1e9;
            result.put("drainSeconds", drained).put("drainedPerSecond", (settled(serving) - settled) / drained);
        }
        List<String> broken = serving.broken();
        result.put("unit", "predictions/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("connections", CONNECTIONS)
                .put("accounts", ACCOUNTS)
                .put("windows", WINDOWS + " of " + seconds + " s, one after the other")
                .put("stub", "answers at once")
                .put("platform", String.join(" ", settings));
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() && reference.median() > 0 ? ours.median() / reference.median() : 0;
    }

    /** Until the backlog grows no more; false when it still does. */
    private static boolean fill(Lab lab, Wrk wrk, ArrayNode backlogs) throws IOException {
        long before = 0;
        long now = 0;
        for (int i = 0; i < WARM_WINDOWS && (now == 0 || now > before * STANDS); i++) {
            wrk.run(Extent.seconds(WARM_SECONDS));
            before = now;
            now = number(lab, "select count(*) from inference.dispatch");
            backlogs.add(now);
        }
        return now <= before * STANDS;
    }

    private static void awaitDrained(Lab lab) {
        Platform.await(
                "the end of the backlog",
                DRAIN_SECONDS,
                () -> number(lab, "select count(*) from inference.dispatch") == 0);
    }

    /** Also those whose caller has gone before the answer. */
    private static long accepted(Lab lab) {
        return number(lab, "select count(*) from inference.prediction");
    }

    private static long settled(Lab lab) {
        return number(lab, "select count(*) from inference.prediction where completed_at is not null");
    }

    private static long number(Lab lab, String sql) {
        try (var connection = lab.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
