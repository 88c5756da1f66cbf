package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Staff;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** R8b: what a caller waits for an accepted prediction while a run of retention deletes rows and drops a partition, against without one. */
final class PurgeLatency implements Benchmark {

    private static final int ROWS = 1_000_000;
    private static final int CALLS = 200_000;
    private static final int DAYS_AGO = 110;
    private static final int ROUNDS = 7;
    private static final int PER_SECOND = 100;
    private static final int SECONDS = 15;
    private static final int WARM_SECONDS = 15;
    private static final long RUN_SECONDS = 300;
    private static final double WORST = 0.99;

    @Override
    public String name() {
        return "r8b";
    }

    @Override
    public String title() {
        return "p99 of an accepted prediction during a purge / without";
    }

    @Override
    public double wanted() {
        return 1.25;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of();
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Customer owner = lab.newCustomer();
        Map<String, ?> body = Map.of(
                "version",
                Customers.publishCheapVersion(owner),
                "input",
                Map.of("text", "a short text of no importance"));
        Api caller = owner.api().as(Customers.create(lab, 1, System.nanoTime()).get(0));
        new Pace(PER_SECOND).post(caller, "/v1/predictions", body, WARM_SECONDS);
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        for (int round = 0; round < ROUNDS; round++) {
            prepare(lab);
            Pace without = window(caller, body);
            reference.add(without.millis(WORST));
            raw.addObject().put("purge", false).set("load", without.json());
            String run = Staff.start(Staff.of(lab.platform()), "retention");
            Pace during = window(caller, body);
            boolean whole = Staff.get(Staff.of(lab.platform()), run)
                    .path("state")
                    .asText()
                    .equals("running");
            JsonNode end = end(lab, run);
            ours.add(during.millis(WORST));
            ObjectNode said = raw.addObject().put("purge", true).put("purgedAllTheTime", whole);
            said.set("load", during.json());
            said.set("run", end);
        }
        result.put("unit", "ms");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("rows", ROWS)
                .put("callsPerSecond", PER_SECOND)
                .put("seconds", SECONDS)
                .put("platform", Lab.SETTING);
        return ours.median() / reference.median();
    }

    /** The same rows are there in both windows of a round. */
    private static void prepare(Lab lab) throws SQLException {
        lab.emptyTables();
        OldRows.predictions(lab, ROWS);
        OldRows.calls(lab, DAYS_AGO, CALLS);
        lab.execute("checkpoint");
    }

    private static Pace window(Api caller, Object body) {
        Pace pace = new Pace(PER_SECOND);
        pace.post(caller, "/v1/predictions", body, SECONDS);
        return pace;
    }

    private static JsonNode end(Lab lab, String run) {
        JsonNode end = Staff.await(Staff.of(lab.platform()), run, RUN_SECONDS);
        if (!end.path("state").asText().equals("completed")) {
            throw new IllegalStateException("the purge is " + end);
        }
        return end;
    }
}
