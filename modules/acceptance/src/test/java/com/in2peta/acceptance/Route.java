package com.in2peta.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways in which a stand-in is made to run a model, and what a test has to know of each. */
enum Route {
    RUNPOD("runpod", "EU", List.of(Operation.RUNPOD_RUN, Operation.RUNPOD_STATUS), Operation.RUNPOD_CANCEL),
    KOYEB("koyeb", "fra", List.of(Operation.KOYEB_CALL), Operation.KOYEB_CALL),
    /** A call, which is redirected when it takes long. */
    MODAL("modal", "us-east", List.of(Operation.MODAL_CALL), null),
    /** A call that answers with the address of its result. */
    MODAL_SPAWN("modal", "us-east", List.of(Operation.MODAL_SPAWN, Operation.MODAL_RESULT), Operation.MODAL_CANCEL);

    /** Of its versions, for a second. */
    static final long PRICE = 1_000;

    private static final int RUN_LIMIT = 60;

    private final String provider;
    private final String region;
    private final List<Operation> operations;
    private final Operation cancel;

    Route(String provider, String region, List<Operation> operations, Operation cancel) {
        this.provider = provider;
        this.region = region;
        this.operations = operations;
        this.cancel = cancel;
    }

    String provider() {
        return provider;
    }

    /** As attempts name it. */
    String region() {
        return region;
    }

    /** What it is asked, the first one to begin with. */
    List<Operation> operations() {
        return operations;
    }

    Operation start() {
        return operations.get(0);
    }

    /** By which a run is ended, if it can be. */
    Optional<Operation> cancel() {
        return Optional.ofNullable(cancel);
    }

    /** The target of a version that runs the stand-ins' model there; the endpoint is added when the customer needs one. */
    Map<String, String> target(Customer customer, StandIns standIns, String model) {
        if (this == RUNPOD) {
            return Map.of("provider", provider, "endpoint", model);
        }
        String url = standIns.fact(provider, "url") + "/" + model + (this == MODAL_SPAWN ? "/spawn" : "");
        return endpoint(customer, standIns, name(model), url);
    }

    /** The same with an address of one's own. */
    Map<String, String> endpoint(Customer customer, StandIns standIns, String name, String url) {
        ObjectNode endpoint = Api.JSON
                .createObjectNode()
                .put("provider", provider)
                .put("name", name)
                .put("url", url)
                .put("region", region)
                .put("secret", standIns.fact(provider, this == KOYEB ? "serviceToken" : "secret"));
        if (this != KOYEB) {
            endpoint.put("key", standIns.fact(provider, "key"));
        }
        customer.api().post("/v1/endpoints", endpoint).expect(201);
        return Map.of("provider", provider, "endpoint", name);
    }

    /** Of the customer's model, and of the endpoint where it runs. */
    String name(String model) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + model;
    }

    /** A version that takes and gives any object and runs at the targets, the first one first; the name is the model's. */
    static String publish(Customer customer, String name, List<? extends Map<String, ?>> targets) {
        return publish(customer, name, targets, RUN_LIMIT);
    }

    static String publish(Customer customer, String name, List<? extends Map<String, ?>> targets, int runLimitSeconds) {
        return publish(
                customer,
                name,
                targets,
                runLimitSeconds,
                Api.JSON.createObjectNode().put("type", "object"));
    }

    /** One whose output is an iterator of texts. */
    static String publishStreaming(Customer customer, String name, Map<String, String> target) {
        ObjectNode output = Api.JSON.createObjectNode().put("type", "array").put("x-cog-array-type", "iterator");
        output.putObject("items").put("type", "string");
        return publish(customer, name, List.of(target), RUN_LIMIT, output);
    }

    private static String publish(
            Customer customer,
            String name,
            List<? extends Map<String, ?>> targets,
            int runLimitSeconds,
            ObjectNode outputSchema) {
        ObjectNode version = Api.JSON
                .createObjectNode()
                .put("price_micros_per_second", PRICE)
                .put("run_limit_seconds", runLimitSeconds);
        version.putObject("input_schema").put("type", "object");
        version.set("output_schema", outputSchema);
        version.set("targets", Api.JSON.valueToTree(targets));
        return customer.publish(name, version);
    }

    /** What a prediction says of its attempts. */
    static JsonNode attempts(JsonNode prediction) {
        return prediction.path("metrics").path("attempts");
    }

    /** Where nobody listens. */
    static String deadUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
