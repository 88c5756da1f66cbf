package com.in2peta.sandbox.runpod;

import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest extends SandboxTestCase {

    @Test
    void runsAJob() throws Exception {
        Answer accepted = sandbox.post("/runpod/v2/sleep/run", "{\"input\":{\"ms\":30}}", RUNPOD);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.at("/status")).isIn("IN_QUEUE", "IN_PROGRESS");
        assertThat(accepted.at("/id")).matches("[a-z0-9]{14}-e1");

        JsonNode done = sandbox.await("sleep", accepted.at("/id"), "COMPLETED");

        assertThat(done.path("delayTime").isNumber()).isTrue();
        assertThat(done.path("executionTime").asInt()).isGreaterThanOrEqualTo(29);
        assertThat(done.path("output").path("slept_ms").asInt()).isEqualTo(30);
    }

    @Test
    void saysWhatItWasSent() throws Exception {
        String job = sandbox.run("echo", "{\"text\":\"x\"}", "\"policy\":{\"executionTimeout\":5000}");

        JsonNode output = sandbox.await("echo", job, "COMPLETED").path("output");

        assertThat(output.at("/input/text").asText()).isEqualTo("x");
        assertThat(output.path("fields"))
                .hasToString("[\"input\",\"input.text\",\"policy\",\"policy.executionTimeout\"]");
        assertThat(output.path("headers").toString()).contains("\"authorization\"", "\"content-type\"");
    }

    @Test
    void failsAJob() throws Exception {
        String job = sandbox.run("fail", "{\"message\":\"no\"}");

        JsonNode failed = sandbox.await("fail", job, "FAILED");

        assertThat(failed.path("error").asText()).isEqualTo("no");
        assertThat(failed.has("output")).isFalse();
    }

    @Test
    void streamsEachPartOnce() throws Exception {
        String job = sandbox.run("text", "{\"words\":4,\"pause_ms\":10}");
        List<String> parts = new ArrayList<>();
        String status = "";
        while (!status.equals("COMPLETED")) {
            JsonNode stream =
                    sandbox.get("/runpod/v2/text/stream/" + job, RUNPOD).json();
            stream.path("stream").forEach(part -> parts.add(part.path("output").asText()));
            status = stream.path("status").asText();
        }

        assertThat(parts).containsExactly("word1 ", "word2 ", "word3 ", "word4 ");
        assertThat(sandbox.status("text", job).json().path("output")).hasSize(4);
    }

    @Test
    void cancelsAJobThatRuns() throws Exception {
        String job = sandbox.run("sleep", "{\"ms\":60000}");
        sandbox.await("sleep", job, "IN_PROGRESS");

        assertThat(sandbox.post("/runpod/v2/sleep/cancel/" + job, "", RUNPOD).at("/status"))
                .isEqualTo("CANCELLED");

        assertThat(sandbox.status("sleep", job).at("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void aColdStartKeepsAJobWaiting() throws Exception {
        sandbox.fault("runpod", "run", "cold_start", "\"millis\": 200");
        String job = sandbox.run("echo", "{}");

        assertThat(sandbox.status("echo", job).at("/status")).isEqualTo("IN_QUEUE");
        assertThat(sandbox.await("echo", job, "COMPLETED").path("delayTime").asInt())
                .isGreaterThanOrEqualTo(199);
    }

    @Test
    void anEndpointWithoutWorkersRunsNothingUntilItGetsSome() throws Exception {
        workers("echo", 0);
        String canceled = sandbox.run("echo", "{}");
        String job = sandbox.run("echo", "{}");
        sandbox.post("/runpod/v2/echo/cancel/" + canceled, "", RUNPOD);
        assertThat(sandbox.get("/runpod/v2/echo/health", RUNPOD).at("/jobs/inQueue"))
                .isEqualTo("1");

        workers("echo", 1);

        sandbox.await("echo", job, "COMPLETED");
        assertThat(sandbox.status("echo", canceled).at("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void noMoreJobsRunThanThereAreWorkers() throws Exception {
        workers("sleep", 1);
        String first = sandbox.run("sleep", "{\"ms\":60000}");
        String second = sandbox.run("sleep", "{\"ms\":1}");
        sandbox.await("sleep", first, "IN_PROGRESS");
        assertThat(sandbox.status("sleep", second).at("/status")).isEqualTo("IN_QUEUE");

        sandbox.post("/runpod/v2/sleep/cancel/" + first, "", RUNPOD);

        sandbox.await("sleep", second, "COMPLETED");
    }

    @Test
    void endsAJobThatTakesTooLong() throws Exception {
        sandbox.send("PATCH", "/runpod/v1/endpoints/sleep", "{\"executionTimeoutMs\":50}", RUNPOD);

        String job = sandbox.run("sleep", "{\"ms\":60000}");

        assertThat(sandbox.await("sleep", job, "TIMED_OUT").path("error").asText())
                .contains("50 ms");
    }

    @Test
    void forgetsAResultAfterAWhile() throws Exception {
        String job = sandbox.run("echo", "{}");
        sandbox.await("echo", job, "COMPLETED");

        sandbox.pass(Duration.ofMinutes(29));
        assertThat(sandbox.status("echo", job).status()).isEqualTo(200);
        sandbox.pass(Duration.ofMinutes(2));
        assertThat(sandbox.status("echo", job).status()).isEqualTo(404);
    }

    @Test
    void dropsAJobAtTheEndOfItsTimeToLiveWhateverItDoes() throws Exception {
        String job = sandbox.run("sleep", "{\"ms\":600000}", "\"policy\":{\"ttl\":10000}");
        sandbox.await("sleep", job, "IN_PROGRESS");

        sandbox.pass(Duration.ofSeconds(11));

        assertThat(sandbox.status("sleep", job).status()).isEqualTo(404);
        sandbox.await(() -> sandbox.get("/runpod/v2/sleep/health", RUNPOD), "0", "/workers/running");
    }

    @Test
    void makesRoomInPlaceOfOldResults() throws Exception {
        String filler = "{\"x\":\"" + "y".repeat(7 << 20) + "\"}";
        String old = sandbox.run("echo", filler);
        sandbox.await("echo", old, "COMPLETED");

        String next = sandbox.run("echo", filler);

        sandbox.await("echo", next, "COMPLETED");
        assertThat(sandbox.status("echo", old).status()).isEqualTo(404);
    }

    @Test
    void takesNoMoreThanThereIsRoomFor() throws Exception {
        workers("echo", 0);
        String filler = "{\"input\":{\"x\":\"" + "y".repeat(7 << 20) + "\"}}";

        assertThat(sandbox.post("/runpod/v2/echo/run", filler, RUNPOD).status()).isEqualTo(200);
        assertThat(sandbox.post("/runpod/v2/echo/run", filler, RUNPOD).status()).isEqualTo(429);
    }

    @Test
    void servesOpenAisApi() throws Exception {
        Answer chat = sandbox.post(
                "/runpod/v2/echo/openai/v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]}",
                RUNPOD);

        assertThat(chat.at("/choices/0/message/content")).isEqualTo("hello there");
    }

    @Test
    void wantsItsKey() throws Exception {
        assertThat(sandbox.get("/runpod/v2/echo/health").status()).isEqualTo(401);
        assertThat(sandbox.get("/runpod/v2/echo/health", "Authorization", "Bearer other")
                        .status())
                .isEqualTo(401);
        assertThat(sandbox.get("/runpod/v1/endpoints").status()).isEqualTo(401);
    }

    @Test
    void knowsNoOtherEndpointsJobsAndPaths() throws Exception {
        String job = sandbox.run("echo", "{}");

        assertThat(sandbox.status("text", job).status()).isEqualTo(404);
        assertThat(sandbox.status("tea", job).status()).isEqualTo(404);
        assertThat(sandbox.status("echo", "x-e1").status()).isEqualTo(404);
        assertThat(sandbox.get("/runpod/v2/echo/tea", RUNPOD).status()).isEqualTo(404);
        assertThat(sandbox.get("/runpod/v3", RUNPOD).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"input\":1}",
                "{\"input\":{},\"webhook\":\"nowhere\"}",
                "{\"input\":{},\"policy\":{\"executionTimeout\":4999}}",
                "{\"input\":{},\"policy\":{\"ttl\":604800001}}"
            })
    void refusesWhatIsNoJob(String body) throws Exception {
        assertThat(sandbox.post("/runpod/v2/echo/run", body, RUNPOD).status()).isEqualTo(400);
    }

    private void workers(String endpoint, int most) throws Exception {
        Answer changed =
                sandbox.send("PATCH", "/runpod/v1/endpoints/" + endpoint, "{\"workersMax\":" + most + "}", RUNPOD);
        assertThat(changed.status()).isEqualTo(200);
    }
}
