package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators and tools see without signing in. */
@ExtendWith(SharedPlatform.class)
class ObservabilityE2E {

    private Platform platform;
    private Api anybody;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        anybody = shared.api();
    }

    @Test
    void readinessNamesItsChecks() {
        JsonNode ready = anybody.get("/health/ready").expect(200).body();

        assertThat(ready.path("status").asText()).isEqualTo("UP");
        assertThat(ready.path("checks").findValuesAsText("name"))
                .contains("database", "keys", "broker", "clock", "ledger", "partitions");
        anybody.get("/health/live").expect(200);
        anybody.get("/health/started").expect(200);
    }

    @Test
    void metricsAreThere() {
        assertThat(anybody.get("/metrics").expect(200).text()).contains("# TYPE ", "jvm_");
    }

    @Test
    void theApiIsDescribedWithSecurityOnEveryOperation() {
        Answer answer = anybody.raw("GET", "/openapi", new byte[0], "Accept", "application/json");
        JsonNode document = answer.expect(200).body();

        assertThat(document.path("openapi").asText()).as(answer.text()).startsWith("3.");
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .contains(
                        "/v1/auth/sign-up",
                        "/v1/auth/login",
                        "/v1/api-keys",
                        "/v1/predictions",
                        "/v1/predictions/{id}/cancel",
                        "/v1/models/{owner}/{name}/predictions",
                        "/v1/billing/orders/{id}/payment",
                        "/v1/staff/batches");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("operationId")) {
                        assertThat(operation.getValue().has("security"))
                                .as(operation.getKey() + " " + path.getKey())
                                .isTrue();
                    }
                }));
    }

    @Test
    void theExamplesThatAreShownWorkAsPasted() throws Exception {
        assertThat(platform.ready().path("examples")).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode example : platform.ready().path("examples")) {
            Process shell = new ProcessBuilder("sh", "-c", example.path("curl").asText())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();

            assertThat(output).contains(example.path("expect").asText());
            JsonNode prediction = Api.JSON.readTree(output);
            assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
            assertThat(prediction.path("metrics").path("cost_micros").asLong()).isPositive();
            // They may be the first after a start: nothing on their way was only made when a lease had ended.
            assertThat(Duration.between(at(prediction, "created_at"), at(prediction, "completed_at")))
                    .isLessThan(Duration.ofSeconds(30));
        }
    }

    private static Instant at(JsonNode prediction, String event) {
        return Instant.parse(prediction.path(event).asText());
    }
}
