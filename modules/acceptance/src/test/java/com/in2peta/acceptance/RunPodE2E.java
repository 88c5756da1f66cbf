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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Predictions at RunPod, as its stand-in plays it, well and badly. */
@ExtendWith(SharedPlatform.class)
class RunPodE2E {

    private static final long SECONDS = 120;

    private Customer customer;
    private StandIns standIns;

    @BeforeEach
    void signUp(Platform platform) {
        standIns = StandIns.of(platform);
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
    }

    @AfterEach
    void behaveAgain() {
        standIns.clear();
    }

    @Test
    void getsTheInputAndNothingElse() {
        JsonNode output = succeeded(predict("echo", Map.of("text", "x"))).path("output");

        assertThat(output.path("input")).hasToString("{\"text\":\"x\"}");
        assertThat(output.path("fields"))
                .hasToString(
                        "[\"input\",\"input.text\",\"policy\",\"policy.executionTimeout\",\"policy.ttl\",\"webhook\"]");
        assertThat(standIns.requests(Operation.RUNPOD_RUN).toString())
                .doesNotContain(customer.username(), customer.email(), customer.key());
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVER_ERROR", "RESET_BEFORE_HEADERS", "HALF_BODY", "GARBAGE_JSON"})
    void getsTheJobAgainAfterItFailedToTakeIt(FaultKind kind) {
        standIns.fail(Operation.RUNPOD_RUN, kind, 1);

        JsonNode ended = succeeded(predict("echo", Map.of("text", "x")));

        assertThat(ended.path("output").path("input").path("text").asText()).isEqualTo("x");
        assertThat(standIns.hits(Operation.RUNPOD_RUN, kind)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGED_TOKEN", "FORGED_JOB", "FORGED_RESULT", "CALLBACK_LOST", "CALLBACK_DUPLICATE"})
    void isBelievedOnlyWhenAsked(FaultKind kind) {
        standIns.fail(Operation.RUNPOD_CALLBACK, kind, 1);

        JsonNode ended = succeeded(predict("sleep", Map.of("ms", 300)));

        assertThat(ended.path("output").path("slept_ms").asInt()).isEqualTo(300);
        Platform.await("the fault", SECONDS, () -> standIns.hits(Operation.RUNPOD_CALLBACK, kind) == 1);
    }

    @Test
    void saysWhyAModelFailed() {
        JsonNode ended = ended(predict("fail", Map.of("message", "no such luck")));

        assertThat(ended.path("status").asText()).isEqualTo("failed");
        assertThat(ended.path("error").asText()).contains("no such luck");
    }

    private String predict(String endpoint, Map<String, Object> input) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "runpod").put("endpoint", endpoint);
        model.putObject("input_schema").put("type", "object");
        model.putObject("output_schema").put("type", "object");
        model.set("default_example", Api.JSON.valueToTree(Map.of("input", input, "output", Map.of())));
        return customer.predict(customer.publish("at-runpod", model), Api.JSON.valueToTree(input))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private JsonNode succeeded(String id) {
        JsonNode ended = ended(id);
        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("succeeded");
        return ended;
    }

    private JsonNode ended(String id) {
        List<String> ends = List.of("succeeded", "failed", "canceled");
        Platform.await(
                "the end of the prediction",
                SECONDS,
                () -> ends.contains(prediction(id).path("status").asText()));
        return prediction(id);
    }

    private JsonNode prediction(String id) {
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }
}
