package com.in2peta.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A person who has signed up, with a token and a key; everything goes through the public API. */
public final class Customer {

    public static final String PASSWORD = "correct horse battery";

    private final Api api;
    private final Api sandbox;
    private final String username;
    private final String email;
    private final String key;
    private final String keyId;
    private final String token;

    private Customer(Api anybody, Api sandbox, String username) {
        this.sandbox = sandbox;
        this.username = username;
        this.email = username + "@example.com";
        anybody.post(
                        "/v1/auth/sign-up",
                        Map.of(
                                "name",
                                "Test Person",
                                "email",
                                email,
                                "password",
                                PASSWORD,
                                "username",
                                username,
                                "age_confirmed",
                                true))
                .expect(202);
        token = anybody.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
        JsonNode created = anybody.as(token)
                .post("/v1/api-keys", Map.of("name", "test"))
                .expect(201)
                .body();
        key = created.path("key").asText();
        keyId = created.path("id").asText();
        api = anybody.as(key);
    }

    /** Signs somebody new up. */
    public static Customer of(String baseUrl, String sandboxUrl) {
        return new Customer(
                Api.at(baseUrl),
                Api.at(sandboxUrl),
                "t" + UUID.randomUUID().toString().substring(0, 12));
    }

    /** Calls with the API key. */
    public Api api() {
        return api;
    }

    /** Calls with the access token. */
    public Api apiByToken() {
        return api.as(token);
    }

    public String username() {
        return username;
    }

    public String email() {
        return email;
    }

    public String key() {
        return key;
    }

    public String keyId() {
        return keyId;
    }

    /** Orders a pack, pays it at the sandbox's checkout and confirms it; answers the paid order. */
    public JsonNode buy(String pack) {
        JsonNode order =
                api.post("/v1/billing/orders", Map.of("pack", pack)).expect(201).body();
        JsonNode result = sandbox.post(
                        "/razorpay/checkout/" + order.path("razorpay_order_id").asText(), Map.of("outcome", "success"))
                .expect(200)
                .body();
        return api.post("/v1/billing/orders/" + order.path("id").asText() + "/payment", result)
                .expect(200)
                .body();
    }

    /** Micro-units posted, or held when asked for {@code held_micros}. */
    public long balance(String field) {
        return api.get("/v1/billing/balance")
                .expect(200)
                .body()
                .path("balances")
                .path(0)
                .path(field)
                .asLong();
    }

    /** Publishes one of the worker's models under this customer's name; answers the version's id. */
    public String publish(String endpoint) {
        return publish(endpoint, model(endpoint));
    }

    /** The same with a description of one's own. */
    public String publish(String name, ObjectNode model) {
        api.post(
                        "/v1/models",
                        Map.of(
                                "owner",
                                username,
                                "name",
                                name,
                                "visibility",
                                "private",
                                "hardware",
                                "cpu",
                                "description",
                                model.path("description").asText()))
                .expect(201);
        ObjectNode version = Api.JSON.createObjectNode();
        for (String field : new String[] {
            "input_schema",
            "output_schema",
            "default_example",
            "price_micros_per_second",
            "run_limit_seconds",
            "target",
            "targets"
        }) {
            version.set(field, model.get(field));
        }
        if (model.has("interface")) {
            version.set("interface", model.get("interface"));
        }
        return api.post("/v1/models/" + username + "/" + name + "/versions", version)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** What the worker says of a model: schemas, price, example. */
    public static ObjectNode model(String endpoint) {
        Path file = Platform.root()
                .resolve("modules/worker/src/main/resources/models")
                .resolve(endpoint)
                .resolve("model.json");
        try {
            return (ObjectNode) Api.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads a file; answers what the platform says of it. */
    public JsonNode upload(String name, String type, byte[] content) {
        return api.raw(
                        "POST",
                        "/v1/files",
                        new Form().file("content", name, type, content).bytes(),
                        "Content-Type",
                        Form.MEDIA_TYPE)
                .expect(201)
                .body();
    }

    public Answer predict(String version, JsonNode input, String... headers) {
        ObjectNode body = Api.JSON.createObjectNode().put("version", version);
        body.set("input", input);
        return api.post("/v1/predictions", body, headers);
    }
}
