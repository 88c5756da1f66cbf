package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** R14: signed webhooks delivered a second, against the same document posted to the same receivers by a load generator. */
final class WebhookRate implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int ORGANIZATIONS = 16;
    private static final int RECEIVERS = 1;
    private static final int EACH = 250;
    private static final int SHORT_EACH = 100;
    private static final int SECONDS = 5;
    private static final int CONNECTIONS = 64;
    private static final long PATIENCE_SECONDS = 300;
    private static final String OURS =
            "event = 'completed' and organization_id = any (select organization_id from identity.api_key"
                    + " where name = 'bench') and prediction_id in (select prediction_id from inference.webhook)";

    @Override
    public String name() {
        return "r14";
    }

    @Override
    public String title() {
        return "signed webhooks delivered/s / POSTs/s of autocannon to the same receivers";
    }

    @Override
    public double wanted() {
        return 0.3;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("node", "npm");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Path node = Node.folder(lab);
        Lab place = lab.apart("webhooks", Lab.SETTING);
        List<Stub> stubs = new ArrayList<>();
        try {
            for (int i = 0; i < RECEIVERS; i++) {
                stubs.add(new Stub(0));
            }
            place.execute("delete from inference.webhook_delivery"); // of an earlier run, whose receivers are gone
            int each = Extent.isShort() ? SHORT_EACH : EACH;
            String document = end(place, stubs, each);
            long all = (long) ORGANIZATIONS * each;
            Platform.await("the first deliveries", PATIENCE_SECONDS, () -> requests(stubs) >= all);
            Series ours = new Series();
            Series reference = new Series();
            ArrayNode raw = result.putArray("raw");
            int seconds = Extent.seconds(SECONDS);
            for (int round = -1; round < Extent.rounds(ROUNDS); round++) {
                double delivered = again(place, stubs, all);
                String said = autocannon(node, stubs.get(0).url(), document, seconds);
                JsonNode told = Api.JSON.readTree(said.substring(said.indexOf('{')));
                raw.add("round " + round + ": " + Math.round(delivered) + " webhooks/s");
                raw.add(said);
                if (round >= 0) { // the round before the first one warms both sides up
                    ours.add(delivered);
                    reference.add(
                            told.path("2xx").asDouble() / told.path("duration").asDouble());
                }
            }
            result.put("unit", "messages/s");
            result.set("ours", ours.json());
            result.set("reference", reference.json());
            result.putObject("settings")
                    .put("webhooks", all)
                    .put("organizations", ORGANIZATIONS)
                    .put("receivers", ORGANIZATIONS * RECEIVERS)
                    .put("bytes", document.length())
                    .put("reference", CONNECTIONS + " connections, " + seconds + " s")
                    .put("platform", Lab.SETTING);
            return ours.median() / reference.median();
        } finally {
            stubs.forEach(Stub::close);
        }
    }

    /** Predictions that were canceled, which is an end to be told; answers one of them as it is told. */
    private static String end(Lab lab, List<Stub> stubs, int each) throws SQLException {
        Customer owner = lab.newCustomer();
        String version = Customers.publishCheapVersion(owner);
        String document = "";
        for (String key : Customers.create(lab, ORGANIZATIONS, System.nanoTime())) {
            Api api = owner.api().as(key);
            for (int i = 0; i < each; i++) {
                Answer made = api.post(
                                "/v1/predictions",
                                Map.of(
                                        "version",
                                        version,
                                        "input",
                                        Map.of("text", "a short text of no importance"),
                                        "webhook",
                                        stubs.get(i % stubs.size()).url() + "/webhook",
                                        "webhook_events_filter",
                                        List.of("completed")))
                        .expect(201);
                String id = made.body().path("id").asText();
                document = api.post("/v1/predictions/" + id + "/cancel", Map.of())
                        .expect(200)
                        .text();
            }
        }
        return document;
    }

    /** Everything is due once more; answers how many came in a second. */
    private static double again(Lab lab, List<Stub> stubs, long all) throws SQLException {
        awaitDelivered(lab);
        long before = requests(stubs);
        lab.execute("vacuum inference.webhook_delivery", "checkpoint");
        lab.execute(
                "update inference.webhook_delivery set state = 'pending', attempts = 0, status = null, failure = null, due_at = now()"
                        + " where " + OURS);
        long begun = System.nanoTime();
        Platform.await("the deliveries", PATIENCE_SECONDS, () -> requests(stubs) >= before + all);
        return all * 1e9 / (System.nanoTime() - begun);
    }

    private static void awaitDelivered(Lab lab) {
        Platform.await("the last answers", PATIENCE_SECONDS, () -> {
            try (var connection = lab.connect();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select count(*) from inference.webhook_delivery where state <> 'delivered' and " + OURS)) {
                row.next();
                return row.getLong(1) == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static long requests(List<Stub> stubs) {
        return stubs.stream().mapToLong(Stub::requests).sum();
    }

    private static String autocannon(Path node, String url, String document, int seconds) throws IOException {
        return Tool.run(List.of(
                "node",
                node.resolve("node_modules/autocannon/autocannon.js").toString(),
                "--json",
                "--connections",
                Integer.toString(CONNECTIONS),
                "--duration",
                Integer.toString(seconds),
                "--method",
                "POST",
                "--headers",
                "Content-Type=application/json",
                "--body",
                document,
                url + "/webhook"));
    }
}
