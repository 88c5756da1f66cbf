package com.in2peta.sandbox.control;

import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest extends SandboxTestCase {

    @Test
    void answersLate() throws Exception {
        sandbox.fault("runpod", "health", "latency", "\"millis\": 150");
        Instant before = Instant.now();

        assertThat(health().status()).isEqualTo(200);

        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void asksToSlowDown() throws Exception {
        sandbox.fault("runpod", "health", "too_many_requests", "\"retry_after\": 7");

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void failsWithAStatus() throws Exception {
        sandbox.fault("runpod", "health", "server_error", "\"status\": 502");
        sandbox.fault("runpod", "health", "server_error");

        assertThat(health().status()).isEqualTo(502);
        assertThat(health().status()).isEqualTo(500);
        assertThat(health().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset_before_headers", "reset_after_headers", "half_body"})
    void breaksOff(String kind) throws Exception {
        sandbox.fault("runpod", "run", kind);

        // A POST: the client would repeat a GET that got no answer.
        assertThatThrownBy(() -> sandbox.run("echo", "{}")).isInstanceOf(IOException.class);

        assertThat(sandbox.run("echo", "{}")).isNotEmpty();
    }

    @Test
    void answersNonsense() throws Exception {
        sandbox.fault("runpod", "health", "garbage_json");
        sandbox.fault("runpod", "health", "error_body");

        Answer garbage = health();
        assertThat(garbage.status()).isEqualTo(200);
        assertThat(garbage.headers().firstValue("Content-Type")).contains("application/json");
        assertThatThrownBy(garbage::json).hasMessageContaining("not JSON");
        Answer error = health();
        assertThat(error.status()).isEqualTo(200);
        assertThat(error.json().has("error")).isTrue();
    }

    @Test
    void answersTooMuch() throws Exception {
        sandbox.fault("runpod", "health", "huge_body", "\"bytes\": 1000000");

        Answer huge = health();

        assertThat(huge.text()).hasSize(1_000_000);
        assertThat(huge.json().path("output").isTextual()).isTrue();
    }

    @Test
    void losesTheAnswerOfAJobThatWasMade() throws Exception {
        sandbox.fault("runpod", "run", "reset_before_headers", "\"after\": true");
        sandbox.fault("runpod", "run", "reset_before_headers");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> sandbox.run("echo", "{}")).isInstanceOf(IOException.class);
        }

        sandbox.await(this::health, "1", "/jobs/completed");
    }

    @Test
    void hitsOnlyTheOperationItIsFor() throws Exception {
        sandbox.fault("runpod", "status", "server_error");

        assertThat(health().status()).isEqualTo(200);
        assertThat(sandbox.status("echo", "x").status()).isEqualTo(500);
    }

    @Test
    void countsAndGoesOnUntilCleared() throws Exception {
        sandbox.fault("runpod", "health", "server_error", "\"next\": 0");
        for (int i = 0; i < 3; i++) {
            assertThat(health().status()).isEqualTo(500);
        }

        assertThat(sandbox.get("/faults").at("/0/hits")).isEqualTo("3");
        assertThat(sandbox.get("/faults").at("/0/kind")).isEqualTo("server_error");
        assertThat(sandbox.send("DELETE", "/faults", "").text()).isEqualTo("[]");
        assertThat(health().status()).isEqualTo(200);
    }

    @Test
    void makesRoomOnlyInPlaceOfFaultsThatHaveShown() throws Exception {
        for (int i = 0; i < Faults.MAX_FAULTS; i++) {
            assertThat(sandbox.fault("runpod", "health", "server_error").status())
                    .isEqualTo(200);
        }

        assertThat(sandbox.fault("runpod", "health", "server_error").status()).isEqualTo(400);
        health();
        assertThat(sandbox.fault("runpod", "health", "server_error").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"provider\":\"runpod\",\"operation\":\"tea\",\"kind\":\"latency\"}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"tea\"}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"callback_lost\"}",
                "{\"provider\":\"runpod\",\"operation\":\"callback\",\"kind\":\"latency\"}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"latency\",\"next\":-1}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"latency\",\"millis\":600001}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"latency\",\"millis\":\"9\"}",
                "{\"provider\":\"runpod\",\"operation\":\"run\",\"kind\":\"server_error\",\"status\":200}"
            })
    void refusesWhatIsNoFault(String body) throws Exception {
        assertThat(sandbox.post("/faults", body).status()).isEqualTo(400);
        assertThat(sandbox.get("/faults").text()).isEqualTo("[]");
    }

    private Answer health() throws IOException, InterruptedException {
        return sandbox.get("/runpod/v2/echo/health", RUNPOD);
    }
}
