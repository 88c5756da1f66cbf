package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inputs that together are more than the server's heap reach a slow provider all the same, each once. */
@ExtendWith(SharedPlatform.class)
class LargeInputsE2E {

    /** With what a call makes of each, twice the heap of 512 MB. */
    private static final int PREDICTIONS = 24;

    private static final int INPUT_BYTES = 9_000_000;
    private static final int SLOW_MILLIS = 1_000;
    private static final long SECONDS = 180;

    private Platform platform;
    private Customer customer;
    private StandIns standIns;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(shared);
        customer = Customer.of(
                shared.ready().path("baseUrl").asText(),
                shared.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
    }

    @AfterEach
    void behaveAgain() {
        standIns.clear();
    }

    @Test
    void allOfThemReachASlowProvider() {
        long server = platform.pid("payara");
        String version = publish();
        standIns.fail(Operation.RUNPOD_RUN, FaultKind.LATENCY, 0, Map.of("millis", SLOW_MILLIS));
        ObjectNode input = Api.JSON.createObjectNode().put("ms", 1).put("padding", "x".repeat(INPUT_BYTES));

        List<String> ids = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            ids.add(customer.predict(version, input)
                    .expect(201)
                    .body()
                    .path("id")
                    .asText());
        }

        for (String id : ids) {
            Platform.await(
                    "the end of " + id,
                    SECONDS,
                    () -> !prediction(id).path("completed_at").isNull());
            JsonNode ended = prediction(id);
            assertThat(ended.path("status").asText())
                    .as(ended.path("error").asText())
                    .isEqualTo("succeeded");
            assertThat(ended.path("metrics").path("attempts")).hasSize(1);
        }
        assertThat(platform.pid("payara")).isEqualTo(server);
    }

    private String publish() {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "runpod").put("endpoint", "sleep");
        model.putObject("input_schema").put("type", "object");
        model.putObject("output_schema").put("type", "object");
        model.set("default_example", Api.JSON.valueToTree(Map.of("input", Map.of("ms", 1), "output", Map.of())));
        return customer.publish("large-inputs", model);
    }

    private JsonNode prediction(String id) {
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }
}
