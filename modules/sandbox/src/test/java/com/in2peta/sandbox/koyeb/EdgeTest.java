package com.in2peta.sandbox.koyeb;

import static com.in2peta.sandbox.RunningSandbox.KOYEB;
import static com.in2peta.sandbox.RunningSandbox.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest extends SandboxTestCase {

    @ParameterizedTest
    @ValueSource(strings = {"", "/predictions"})
    void answersACall(String path) throws Exception {
        Answer answer = sandbox.post("/koyeb/apps/echo" + path, "{\"input\":{\"text\":\"x\"}}", SERVICE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("succeeded");
        assertThat(answer.at("/output/input/text")).isEqualTo("x");
        assertThat(answer.json().at("/metrics/predict_time").isNumber()).isTrue();
    }

    @Test
    void sendsEventsToThoseWhoWantThem() throws Exception {
        Answer events = sandbox.send(
                "POST",
                "/koyeb/apps/text/predictions",
                "{\"input\":{\"words\":2}}",
                "Authorization",
                "Bearer service-token",
                "Accept",
                "text/event-stream");

        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events.text())
                .startsWith("event: start\ndata: {")
                .contains("event: output\ndata: {\"chunk\":\"word1 \",\"index\":0}\n\n"
                        + "event: output\ndata: {\"chunk\":\"word2 \",\"index\":1}\n\n"
                        + "event: completed\ndata: {")
                .contains("\"status\":\"succeeded\"")
                .endsWith("\n\n");
    }

    @Test
    void tellsOfAFailureWithStatus200AsCogDoes() throws Exception {
        Answer failed = sandbox.post("/koyeb/apps/fail", "{\"input\":{\"message\":\"no\"}}", SERVICE);

        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/error")).isEqualTo("no");
    }

    @Test
    void theContainerWantsItsOwnBearer() throws Exception {
        assertThat(sandbox.post("/koyeb/apps/echo", "{\"input\":{}}").status()).isEqualTo(401);
        assertThat(sandbox.post("/koyeb/apps/echo", "{\"input\":{}}", KOYEB).status())
                .isEqualTo(401);
    }

    @Test
    void givesUpOnALongCallAndLetsItRunOn() throws Exception {
        sandbox.set("koyeb_edge_timeout_ms", 50);
        String path = "/koyeb/apps/sleep/predictions/one";

        assertThat(sandbox.send("PUT", path, "{\"input\":{\"ms\":300}}", SERVICE)
                        .status())
                .isEqualTo(504);

        sandbox.set("koyeb_edge_timeout_ms", 10_000);
        Answer again = sandbox.send("PUT", path, "{\"input\":{\"ms\":60000}}", SERVICE);
        assertThat(again.at("/output/slept_ms")).isEqualTo("300");
    }

    @Test
    void stopsAPredictionWhenAsked() throws Exception {
        sandbox.set("koyeb_edge_timeout_ms", 50);
        String path = "/koyeb/apps/sleep/predictions/one";
        sandbox.send("PUT", path, "{\"input\":{\"ms\":60000}}", SERVICE);

        assertThat(sandbox.post(path + "/cancel", "", SERVICE).status()).isEqualTo(200);

        assertThat(sandbox.send("PUT", path, "{\"input\":{}}", SERVICE).at("/status"))
                .isEqualTo("canceled");
    }

    @Test
    void aColdStartTakesTime() throws Exception {
        sandbox.fault("koyeb", "call", "cold_start", "\"millis\": 150");
        Instant before = Instant.now();

        assertThat(sandbox.post("/koyeb/apps/echo", "{\"input\":{}}", SERVICE).status())
                .isEqualTo(200);

        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aColdStartThatIsTooLongIsATimeoutToo() throws Exception {
        sandbox.set("koyeb_edge_timeout_ms", 50);
        sandbox.fault("koyeb", "call", "cold_start", "\"millis\": 60000");

        assertThat(sandbox.post("/koyeb/apps/echo", "{\"input\":{}}", SERVICE).status())
                .isEqualTo(504);
    }

    @Test
    void aPausedServiceIsNotThere() throws Exception {
        sandbox.post("/koyeb/v1/services/echo/pause", "", KOYEB);
        assertThat(call()).as("pausing").isEqualTo(503);

        sandbox.pass(Duration.ofSeconds(1));
        assertThat(call()).as("paused").isEqualTo(404);

        sandbox.post("/koyeb/v1/services/echo/resume", "", KOYEB);
        assertThat(call()).as("resuming").isEqualTo(503);
        sandbox.pass(Duration.ofSeconds(1));
        assertThat(call()).as("resumed").isEqualTo(200);
    }

    @Test
    void anAppThatIsNotThereIsNotFound() throws Exception {
        assertThat(sandbox.post("/koyeb/apps/tea", "{\"input\":{}}", SERVICE).status())
                .isEqualTo(404);
        assertThat(sandbox.post("/koyeb/apps", "{\"input\":{}}", SERVICE).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "[]"})
    void refusesWhatIsNoPrediction(String body) throws Exception {
        assertThat(sandbox.post("/koyeb/apps/echo", body, SERVICE).status()).isEqualTo(422);
    }

    @Test
    void servesHealthAndOpenAisApi() throws Exception {
        assertThat(sandbox.get("/koyeb/apps/echo/health-check", SERVICE).at("/status"))
                .isEqualTo("READY");
        assertThat(sandbox.get("/koyeb/apps/echo/v1/models", SERVICE).at("/data/0/id"))
                .isEqualTo("stand-in");
        assertThat(sandbox.get("/koyeb/apps/echo/v1/tea", SERVICE).status()).isEqualTo(404);
    }

    private int call() throws Exception {
        return sandbox.post("/koyeb/apps/echo", "{\"input\":{}}", SERVICE).status();
    }
}
