package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One call to a provider at a time, so that there is an order. */
class PriorityE2E {

    private static final long SECONDS = 120;
    private static final int HELD_MILLIS = 10_000;

    @Test
    void whatCanWaitIsRunAfterWhatCannot() {
        try (Platform platform =
                Platform.start(SharedPlatform.folder("priority"), "in2peta.inference.provider-calls=1")) {
            StandIns standIns = StandIns.of(platform);
            Customer customer = Customer.of(
                    platform.ready().path("baseUrl").asText(),
                    platform.ready().path("sandboxUrl").asText());
            customer.buy("inr-500");
            String version = publish(customer);
            standIns.fail(Operation.RUNPOD_RUN, FaultKind.LATENCY, 1, Map.of("millis", HELD_MILLIS));

            create(customer, version, "first", "normal");
            Platform.await(
                    "the call that is held", SECONDS, () -> sent(standIns).size() == 1);
            create(customer, version, "can wait", "low");
            create(customer, version, "cannot wait", "normal");

            Platform.await("all three", SECONDS, () -> sent(standIns).size() == 3);
            assertThat(sent(standIns)).containsExactly("first", "cannot wait", "can wait");
        }
    }

    private static String publish(Customer customer) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "runpod").put("endpoint", "echo");
        model.putObject("output_schema").put("type", "object");
        model.remove("default_example");
        return customer.publish("echo", model);
    }

    private static void create(Customer customer, String version, String text, String priority) {
        customer.api()
                .post(
                        "/v1/predictions",
                        Map.of("version", version, "input", Map.of("text", text), "priority", priority))
                .expect(201);
    }

    /** The texts that the provider was sent, in their order. */
    private static List<String> sent(StandIns standIns) {
        return standIns.requests(Operation.RUNPOD_RUN).stream()
                .map(request -> json(request.path("body").asText()))
                .toList();
    }

    private static String json(String body) {
        try {
            return Api.JSON.readTree(body).path("input").path("text").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
