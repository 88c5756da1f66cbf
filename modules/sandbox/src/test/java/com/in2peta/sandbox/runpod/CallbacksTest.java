package com.in2peta.sandbox.runpod;

import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.LoopbackServer;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbacksTest extends SandboxTestCase {

    private static final long PATIENCE_MS = 10_000;
    private static final long QUIET_MS = 200;

    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private final LoopbackServer receiver = new LoopbackServer("receiver", 0, request -> {
        received.add(request);
        return Response.text(answer, "text/plain", "");
    });

    @BeforeEach
    void listen() throws Exception {
        receiver.start();
        sandbox.set("runpod_callback_retry_ms", 20);
    }

    @AfterEach
    void leave() {
        receiver.close();
    }

    @Test
    void tellsTheEndOfAJobOnce() throws Exception {
        String job = run("echo", "{\"n\":1}", "one");

        Request callback = next();

        assertThat(callback.method()).isEqualTo("POST");
        assertThat(callback.path()).isEqualTo("/callbacks/one/token");
        assertThat(callback.header("Authorization")).isEmpty();
        assertThat(json(callback)).isEqualTo(sandbox.await("echo", job, "COMPLETED"));
        assertThat(noneComes()).isTrue();
    }

    @Test
    void tellsFailuresAndCancellationsToo() throws Exception {
        run("fail", "{}", "one");
        assertThat(json(next()).path("status").asText()).isEqualTo("FAILED");

        String job = run("sleep", "{\"ms\":60000}", "two");
        sandbox.post("/runpod/v2/sleep/cancel/" + job, "", RUNPOD);

        assertThat(json(next()).path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void triesTwiceMore() throws Exception {
        answer = 500;

        run("echo", "{}", "one");

        for (int i = 0; i < Callbacks.TRIES; i++) {
            assertThat(next().path()).isEqualTo("/callbacks/one/token");
        }
        assertThat(noneComes()).isTrue();
    }

    @Test
    void losesOne() throws Exception {
        sandbox.fault("runpod", "callback", "callback_lost");

        sandbox.await("echo", run("echo", "{}", "one"), "COMPLETED");
        run("echo", "{}", "two");

        assertThat(next().path()).isEqualTo("/callbacks/two/token");
        assertThat(noneComes()).isTrue();
    }

    @Test
    void sendsOneTwice() throws Exception {
        sandbox.fault("runpod", "callback", "callback_duplicate", "\"millis\": 20");

        run("echo", "{}", "one");

        assertThat(json(next())).isEqualTo(json(next()));
    }

    @Test
    void sendsOneLate() throws Exception {
        sandbox.fault("runpod", "callback", "callback_late", "\"millis\": 300");

        sandbox.await("echo", run("echo", "{}", "one"), "COMPLETED");

        assertThat(received).isEmpty();
        assertThat(next().path()).isEqualTo("/callbacks/one/token");
    }

    @Test
    void sendsTwoInTheWrongOrder() throws Exception {
        sandbox.fault("runpod", "callback", "callback_reordered", "\"millis\": 60000");

        sandbox.await("echo", run("echo", "{}", "one"), "COMPLETED");
        run("echo", "{}", "two");

        assertThat(next().path()).isEqualTo("/callbacks/two/token");
        assertThat(next().path()).isEqualTo("/callbacks/one/token");
    }

    @Test
    void holdsOneBackNoLongerThanTold() throws Exception {
        sandbox.fault("runpod", "callback", "callback_reordered", "\"millis\": 20");

        run("echo", "{}", "one");

        assertThat(next().path()).isEqualTo("/callbacks/one/token");
    }

    @Test
    void forgesTheToken() throws Exception {
        sandbox.fault("runpod", "callback", "forged_token");
        String job = run("sleep", "{\"ms\":60000}", "one");

        Request forged = next();

        assertThat(forged.path()).startsWith("/callbacks/one/").isNotEqualTo("/callbacks/one/token");
        assertThat(json(forged).path("id").asText()).isEqualTo(job);
        assertThat(json(forged).path("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void forgesTheJob() throws Exception {
        sandbox.fault("runpod", "callback", "forged_job");
        String job = run("sleep", "{\"ms\":60000}", "one");

        Request forged = next();

        assertThat(forged.path()).isEqualTo("/callbacks/one/token");
        assertThat(json(forged).path("id").asText()).isNotEqualTo(job);
    }

    @Test
    void forgesTheResultWhileTheJobRuns() throws Exception {
        sandbox.fault("runpod", "callback", "forged_result");
        String job = run("sleep", "{\"ms\":60000}", "one");

        Request forged = next();

        assertThat(json(forged).path("id").asText()).isEqualTo(job);
        assertThat(json(forged).path("output").asText()).isEqualTo("forged");
        assertThat(sandbox.status("sleep", job).at("/status")).isNotEqualTo("COMPLETED");
    }

    @Test
    void countsWhatItDid() throws Exception {
        sandbox.fault("runpod", "callback", "callback_lost");
        sandbox.await("echo", run("echo", "{}", "one"), "COMPLETED");

        Answer faults = sandbox.await(() -> sandbox.get("/faults"), "1", "/0/hits");

        assertThat(faults.at("/0/operation")).isEqualTo("callback");
    }

    private String run(String endpoint, String input, String name) throws Exception {
        String url = "http://127.0.0.1:" + receiver.port() + "/callbacks/" + name + "/token";
        return sandbox.run(endpoint, input, "\"webhook\": \"" + url + "\"");
    }

    private Request next() throws InterruptedException {
        Request request = received.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertThat(request).as("a callback").isNotNull();
        return request;
    }

    private boolean noneComes() throws InterruptedException {
        return received.poll(QUIET_MS, TimeUnit.MILLISECONDS) == null;
    }

    private static JsonNode json(Request request) {
        return Json.object(request.body()).orElseThrow();
    }
}
