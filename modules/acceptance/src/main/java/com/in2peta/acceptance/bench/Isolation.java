package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * What a caller who waits for his answers notices of another one whose provider is in trouble: every fault of a call, at every provider, against
 * the same two callers without the fault. The troubled one's endpoint is a stand-in, the other one's a {@link Stub}.
 */
final class Isolation implements Benchmark {

    private static final int PER_SECOND = 25;
    private static final int TROUBLED_PER_SECOND = 5;
    private static final int SECONDS = 10;
    private static final int WARM_SECONDS = 20;
    private static final double WORST = 0.99;
    private static final long END_SECONDS = 180;
    /** As long as nobody wants to wait. */
    private static final Map<String, Object> DETAILS = Map.of("millis", 30_000, "retry_after", 2, "bytes", 30_000_000);

    private static final List<FaultKind> FAULTS = List.of(
            FaultKind.LATENCY,
            FaultKind.TOO_MANY_REQUESTS,
            FaultKind.SERVER_ERROR,
            FaultKind.RESET_BEFORE_HEADERS,
            FaultKind.RESET_AFTER_HEADERS,
            FaultKind.HALF_BODY,
            FaultKind.GARBAGE_JSON,
            FaultKind.ERROR_BODY,
            FaultKind.HUGE_BODY);

    /** A provider that is in trouble. */
    private record Troubled(String provider, Operation operation) {}

    private static final List<Troubled> PROVIDERS = List.of(
            new Troubled("runpod", Operation.RUNPOD_RUN),
            new Troubled("koyeb", Operation.KOYEB_CALL),
            new Troubled("modal", Operation.MODAL_CALL));

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public String title() {
        return "p99 of a synchronous call while another caller's provider fails in every way / while it works";
    }

    @Override
    public double wanted() {
        return 1.2;
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
        Lab apart = lab.apart("isolation");
        int seconds = Extent.seconds(SECONDS);
        StandIns standIns = StandIns.of(apart.platform());
        Customer troubled = apart.newCustomer();
        troubled.buy("inr-10000");
        Pace without = new Pace(PER_SECOND, 200);
        Pace during = new Pace(PER_SECOND, 200);
        ArrayNode raw = result.putArray("raw");
        List<String> broken;
        try (SyncPath path = SyncPath.at(apart)) {
            path.ours(PER_SECOND, WARM_SECONDS);
            for (Troubled at : PROVIDERS) {
                Object body = body(at.provider, troubled, standIns);
                for (FaultKind fault : FAULTS) {
                    Pace quiet = window(path, troubled.api(), body, seconds);
                    standIns.fail(at.operation, fault, 0, DETAILS);
                    Pace loud = window(path, troubled.api(), body, seconds);
                    standIns.clear();
                    awaitEnds(apart);
                    without.add(quiet);
                    during.add(loud);
                    ObjectNode said =
                            raw.addObject().put("provider", at.provider).put("fault", fault.name());
                    said.set("without", quiet.json());
                    said.set("during", loud.json());
                }
            }
            broken = path.broken();
            Pace.check(broken, without, during);
        }
        Series ours = new Series();
        Series reference = new Series();
        ours.add(during.millis(WORST));
        reference.add(without.millis(WORST));
        result.put("unit", "ms");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("callsPerSecond", PER_SECOND)
                .put("troubledCallsPerSecond", TROUBLED_PER_SECOND)
                .put("seconds", seconds);
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : Double.POSITIVE_INFINITY;
    }

    /** Both callers at once. */
    private static Pace window(SyncPath path, Api troubled, Object body, int seconds) {
        Thread other = new Thread(
                () -> new Pace(TROUBLED_PER_SECOND).post(troubled, SyncPath.PREDICTIONS, body, seconds), "troubled");
        other.start();
        Pace pace = path.ours(PER_SECOND, seconds);
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pace;
    }

    /** A version of the troubled caller's that runs there, and something to run. */
    private static Object body(String provider, Customer owner, StandIns standIns) {
        String endpoint = "echo";
        if (!provider.equals("runpod")) {
            boolean isKoyeb = provider.equals("koyeb");
            ObjectNode place = Api.JSON
                    .createObjectNode()
                    .put("provider", provider)
                    .put("name", endpoint)
                    .put("url", standIns.fact(provider, "url") + "/echo")
                    .put("secret", standIns.fact(provider, isKoyeb ? "serviceToken" : "secret"));
            if (!isKoyeb) {
                place.put("key", standIns.fact(provider, "key"));
            }
            owner.api().post("/v1/endpoints", place).expect(201);
        }
        ObjectNode version =
                Api.JSON.createObjectNode().put("price_micros_per_second", 1).put("run_limit_seconds", 60);
        version.putObject("input_schema").put("type", "object");
        version.putObject("output_schema").put("type", "object");
        version.putObject("target").put("provider", provider).put("endpoint", endpoint);
        return Map.of("version", owner.publish("at-" + provider, version), "input", Map.of("text", "of no importance"));
    }

    private static void awaitEnds(Lab lab) {
        Platform.await("the end of what is open", END_SECONDS, () -> {
            try (Connection connection = lab.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from inference.dispatch")) {
                row.next();
                return row.getLong(1) == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
