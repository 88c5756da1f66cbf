package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A caller who waits for the end of a prediction whose model runs at a {@link Stub}: the platform holds credit, calls the stub with one synchronous
 * POST, and settles. All three ways a chat of OpenAI's API is asked: of the platform, of the stub itself, and through a gateway.
 */
final class SyncPath implements AutoCloseable {

    /** Modal's call is the synchronous POST; here its host is this machine. */
    static final String[] SETTINGS = {
        "in2peta.inference.modal-enabled=true",
        "in2peta.inference.modal-host=127.0.0.1",
        "in2peta.models.providers=modal,runpod,worker"
    };

    static final String PLACE = "serving";
    static final String PREDICTIONS = "/v1/predictions";
    static final String CHAT = "/v1/chat/completions";
    static final String OUR_CHAT = "/openai" + CHAT;

    /** As quick as a model can be: so the overhead is what is left. */
    static final int DELAY_MILLIS = 5;

    private static final int WARM_WINDOWS = 30;
    private static final int WARM_SECONDS = 10;
    private static final long END_SECONDS = 60;
    private static final Map<String, Object> QUESTION = question("stub");

    private final Lab lab;
    private final Stub stub;
    private final Customer customer;
    private final Object body;

    private SyncPath(Lab lab, Stub stub, Customer customer, String version) {
        this.lab = lab;
        this.stub = stub;
        this.customer = customer;
        this.body = question(version);
    }

    /** On a platform apart, with a stub that is as slow as {@link #DELAY_MILLIS}. */
    static SyncPath on(Lab lab) {
        return at(lab.apart(PLACE, SETTINGS));
    }

    /** On a platform that takes this machine for Modal's. */
    static SyncPath at(Lab serving) {
        Stub stub = new Stub(DELAY_MILLIS);
        Customer customer = serving.newCustomer();
        customer.buy("inr-10000");
        return new SyncPath(serving, stub, customer, publish(customer, stub));
    }

    /** A version that runs at the stub, for next to nothing; answers its id. */
    static String publish(Customer owner, Stub stub) {
        return publish(owner, stub, "private");
    }

    /** The same, and anybody may run it. */
    static String publishForAll(Customer owner, Stub stub) {
        return publish(owner, stub, "public");
    }

    private static String publish(Customer owner, Stub stub, String visibility) {
        owner.api()
                .post("/v1/endpoints", Map.of("provider", "modal", "name", "stub", "url", stub.url() + "/run"))
                .expect(201);
        owner.api()
                .post(
                        "/v1/models",
                        Map.of(
                                "owner",
                                owner.username(),
                                "name",
                                "at-a-stub",
                                "visibility",
                                visibility,
                                "hardware",
                                "cpu",
                                "description",
                                "For measurements."))
                .expect(201);
        ObjectNode version = Customer.model("language-identifier");
        version.remove(List.of("name", "description", "tags"));
        version.putObject("target").put("provider", "modal").put("endpoint", "stub");
        version.putObject("input_schema").put("type", "object");
        version.putObject("output_schema").put("type", "object");
        version.set("default_example", Api.JSON.valueToTree(Map.of("input", QUESTION, "output", Map.of())));
        version.put("price_micros_per_second", 1).put("interface", "openai-chat");
        return owner.api()
                .post("/v1/models/" + owner.username() + "/at-a-stub/versions", version)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static Map<String, Object> question(String model) {
        return Map.of(
                "model",
                model,
                "messages",
                List.of(Map.of("role", "user", "content", "A short question of no importance?")),
                "max_tokens",
                16);
    }

    Lab lab() {
        return lab;
    }

    Stub stub() {
        return stub;
    }

    /** Through the platform, at a steady pace. */
    Pace ours(int perSecond, int seconds) {
        Pace pace = new Pace(perSecond, 200);
        pace.post(customer.api(), OUR_CHAT, body, seconds);
        return pace;
    }

    /** To the stub itself. */
    Pace direct(int perSecond, int seconds) {
        Pace pace = new Pace(perSecond, 200);
        pace.post(Api.at(stub.url()), CHAT, QUESTION, seconds);
        return pace;
    }

    Pace through(Portkey gateway, int perSecond, int seconds) {
        Pace pace =
                new Pace(perSecond, 200, "x-portkey-provider", "openai", "x-portkey-custom-host", stub.url() + "/v1");
        pace.post(Api.at(gateway.url()).as("none"), CHAT, QUESTION, seconds);
        return pace;
    }

    /** The same calls as fast as they are answered. */
    Wrk ours(int connections) throws IOException {
        return scripted(lab.url() + OUR_CHAT, connections, body, Map.of("Authorization", "Bearer " + customer.key()));
    }

    Wrk through(Portkey gateway, int connections) throws IOException {
        return scripted(
                gateway.url() + CHAT,
                connections,
                QUESTION,
                Map.of(
                        "Authorization",
                        "Bearer none",
                        "x-portkey-provider",
                        "openai",
                        "x-portkey-custom-host",
                        stub.url() + "/v1"));
    }

    /** Until both ways are as fast as they get. */
    void warm(Wrk wrk, ObjectNode result, String name) throws IOException {
        Series windows = new Series();
        for (int i = 0; i < WARM_WINDOWS && !windows.isSteady(); i++) {
            windows.add(wrk.run(Extent.seconds(WARM_SECONDS)).perSecond());
        }
        result.set(name, windows.json());
    }

    /** What may not be after a measurement: predictions that did not succeed, and books that are not in order. */
    List<String> broken() throws SQLException {
        Platform.await("the end of what is open", END_SECONDS, () -> number("completed_at is null") == 0);
        List<String> broken = lab.broken();
        long others = number("status <> 'succeeded'");
        if (others > 0) {
            broken.add(others + " predictions have not succeeded");
        }
        return broken;
    }

    void settings(ObjectNode result) {
        result.withObject("/settings")
                .put("stub", "answers after " + DELAY_MILLIS + " ms, all three ways the same document")
                .put("ours", "POST " + OUR_CHAT + "; hold and settlement are committed")
                .put("platform", String.join(" ", SETTINGS));
    }

    @Override
    public void close() {
        stub.close();
    }

    private long number(String condition) {
        try (var connection = lab.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(*) from inference.prediction p join identity.organization o using (organization_id)"
                                + " where o.username = '" + customer.username() + "' and " + condition)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Wrk scripted(String url, int connections, Object question, Map<String, String> headers) throws IOException {
        StringBuilder script = new StringBuilder("wrk.method = 'POST'\nwrk.body = [==[")
                .append(Api.JSON.writeValueAsString(question))
                .append("]==]\nwrk.headers['Content-Type'] = 'application/json'\n");
        headers.forEach((name, value) -> script.append("wrk.headers['")
                .append(name)
                .append("'] = '")
                .append(value)
                .append("'\n"));
        Path file = lab.folder().resolve("sync-" + Math.abs(url.hashCode()) + ".lua");
        return Wrk.scripted(url, connections, Files.writeString(file, script));
    }
}
