package com.in2peta.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.worker.WorkerClient.Answer;
import com.in2peta.worker.job.JobLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerProtocolTest {

    private static final int QUEUE = 5;
    private static final String EMPTY = "{\"input\":{}}";

    private final TestModels models = new TestModels();
    private Worker worker;
    private WorkerClient client;

    @BeforeEach
    void start() throws IOException {
        start(new JobLimits(2, QUEUE, 50, 1 << 20, 1 << 20, Duration.ofMinutes(30), Duration.ofMinutes(1)));
    }

    private void start(JobLimits limits) throws IOException {
        worker = Worker.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                WorkerClient.KEY,
                models.byEndpoint(),
                limits,
                Duration.ofMillis(10),
                () -> true);
        client = new WorkerClient(worker.port());
    }

    private void restart(JobLimits limits) throws IOException {
        worker.close();
        start(limits);
    }

    @AfterEach
    void stop() {
        models.gate.countDown();
        models.steps.release(1_000);
        worker.close();
    }

    private String run(String endpoint, String body) {
        Answer answer = client.post("/v2/" + endpoint + "/run", body);
        assertThat(answer.code()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.status()).isEqualTo("IN_QUEUE");
        return answer.id();
    }

    private Answer finished(String endpoint, String id) {
        return client.get("/v2/" + endpoint + "/status-sync/" + id + "?wait=20000");
    }

    private void awaitStatus(String endpoint, String id, String status) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!client.get("/v2/" + endpoint + "/status/" + id).status().equals(status)) {
            assertThat(System.nanoTime()).as("waiting for " + status).isLessThan(deadline);
        }
    }

    @Test
    void runsAJobAndKeepsItsResult() {
        String id = run("echo", "{\"input\":{\"a\":1}}");
        assertThat(id).matches("[0-9a-f]{32}-w1");
        Answer done = finished("echo", id);
        assertThat(done.status()).isEqualTo("COMPLETED");
        assertThat(done.body().path("output").path("a").asInt()).isEqualTo(1);
        assertThat(done.body().path("executionTime").isIntegralNumber()).isTrue();
        assertThat(done.body().path("executionTime").asLong()).isPositive();
        assertThat(done.body().path("delayTime").asLong()).isNotNegative();
        assertThat(client.get("/v2/echo/status/" + id).body()).isEqualTo(done.body());
    }

    @Test
    void runsyncAnswersWithTheResult() {
        Answer done = client.post("/v2/echo/runsync", "{\"input\":{\"a\":\"x\"}}");
        assertThat(done.status()).isEqualTo("COMPLETED");
        assertThat(done.id()).startsWith("sync-").endsWith("-w1");
        assertThat(done.body().path("output").path("a").asText()).isEqualTo("x");
    }

    @Test
    void runsyncAnswersBeforeTheEndWhenTheWaitIsOver() {
        Answer early = client.post("/v2/gated/runsync?wait=50", EMPTY);
        assertThat(early.status()).isIn("IN_PROGRESS", "IN_QUEUE");
        models.gate.countDown();
        assertThat(finished("gated", early.id()).status()).isEqualTo("COMPLETED");
    }

    @Test
    void aWaitingCallerIsAnsweredWhenTheJobEnds() throws ExecutionException, InterruptedException, TimeoutException {
        String id = run("gated", EMPTY);
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> finished("gated", id));
        models.gate.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS).status()).isEqualTo("COMPLETED");
    }

    @Test
    void idsAreDistinct() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            ids.add(client.post("/v2/echo/runsync", EMPTY).id());
        }
        assertThat(ids).hasSize(30);
    }

    @Test
    void aFailureTellsWhyButACrashRepeatsNothing() {
        Answer failed = client.post("/v2/echo/runsync", "{\"input\":{\"fail\":1}}");
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.body().path("error").asText()).isEqualTo("the input asks for a failure");
        Answer crashed = client.post("/v2/echo/runsync", "{\"input\":{\"crash\":\"1234\"}}");
        assertThat(crashed.status()).isEqualTo("FAILED");
        assertThat(crashed.body().path("error").asText()).doesNotContain("secret", "1234");
    }

    @Test
    void refusesAWrongKey() {
        for (String authorization : new String[] {"Bearer wrong", "Basic test-key", WorkerClient.KEY, "Bearer "}) {
            Answer answer = client.postWithKey("/v2/echo/run", authorization);
            assertThat(answer.code()).isEqualTo(401);
            assertThat(answer.body().path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void answersUnknownThingsWith404() {
        assertThat(client.post("/v2/nothing/run", EMPTY).code()).isEqualTo(404);
        assertThat(client.get("/v2/echo/status/unknown-w1").code()).isEqualTo(404);
        assertThat(client.get("/v2/echo/other/x").code()).isEqualTo(404);
        assertThat(client.get("/else").code()).isEqualTo(404);
        String id = run("echo", EMPTY);
        assertThat(client.get("/v2/gated/status/" + id).code())
                .as("a job belongs to its endpoint")
                .isEqualTo(404);
        assertThat(client.get("/v2/echo/run").code()).isEqualTo(405);
    }

    @Test
    void answersBadBodiesWith400() {
        String deep = "[".repeat(100) + "]".repeat(100);
        for (String body : new String[] {
            "",
            "{",
            "[]",
            "{}",
            "{\"input\":1}",
            "{\"input\":{}} x",
            "{\"input\":{\"a\":" + deep + "}}",
            "{\"input\":{},\"policy\":1}",
            "{\"input\":{},\"policy\":{\"executionTimeout\":\"soon\"}}",
            "{\"input\":{},\"policy\":{\"executionTimeout\":1}}",
            "{\"input\":{},\"policy\":{\"ttl\":99999999999999999999}}",
            "{\"input\":{},\"webhook\":\"file:///etc/passwd\"}",
            "{\"input\":{},\"webhook\":\"not a url\"}"
        }) {
            Answer answer = client.post("/v2/echo/run", body);
            assertThat(answer.code()).as(body).isEqualTo(400);
            assertThat(answer.body().path("error").asText()).isNotEmpty();
        }
        assertThat(client.post("/v2/echo/runsync?wait=soon", EMPTY).code()).isEqualTo(400);
    }

    @Test
    void refusesBodiesOverTheLimitAndServesTheNextRequest() throws IOException {
        restart(JobLimits.standard(1));
        String tooLarge = "{\"input\":{\"a\":\"" + "x".repeat(10 << 20) + "\"}}";
        assertThat(client.post("/v2/echo/run", tooLarge).code()).isEqualTo(413);
        Answer answer = client.post("/v2/echo/runsync", tooLarge);
        assertThat(answer.status()).isEqualTo("COMPLETED");
    }

    @Test
    void refusesJobsWhenTheQueueOrTheMemoryIsFull() {
        run("gated", EMPTY);
        run("gated", EMPTY);
        awaitRunning(2);
        for (int i = 0; i < QUEUE; i++) {
            run("gated", EMPTY);
        }
        assertThat(client.post("/v2/gated/run", EMPTY).code()).isEqualTo(429);
        assertThat(client.post("/v2/gated/run", "{\"input\":{\"a\":\"" + "x".repeat(2 << 20) + "\"}}")
                        .code())
                .isEqualTo(429);
        models.gate.countDown();
    }

    private void awaitRunning(int slots) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (client.get("/v2/gated/health")
                        .body()
                        .path("workers")
                        .path("running")
                        .asInt()
                != slots) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void givesMemoryBackAfterEachJob() {
        String half = "{\"input\":{\"a\":\"" + "x".repeat(600_000) + "\"}}";
        for (int i = 0; i < 10; i++) {
            assertThat(client.post("/v2/echo/runsync", half).status()).isEqualTo("COMPLETED");
            assertThat(client.post("/v2/echo/run", "{" + half).code()).isEqualTo(400);
            String failing = "{\"input\":{\"fail\":\"" + "x".repeat(600_000) + "\"}}";
            assertThat(client.post("/v2/echo/runsync", failing).status()).isEqualTo("FAILED");
        }
    }

    @Test
    void healthCountsJobsAndSlots() {
        run("gated", EMPTY);
        run("gated", EMPTY);
        awaitRunning(2);
        run("gated", EMPTY);
        Answer health = client.get("/v2/gated/health");
        assertThat(health.body().path("jobs").path("inProgress").asInt()).isEqualTo(2);
        assertThat(health.body().path("jobs").path("inQueue").asInt()).isEqualTo(1);
        assertThat(health.body().path("workers").path("idle").asInt()).isZero();
        models.gate.countDown();
        client.post("/v2/echo/runsync", EMPTY);
        client.post("/v2/echo/runsync", "{\"input\":{\"fail\":1}}");
        Answer after = client.get("/v2/echo/health");
        assertThat(after.body().path("jobs").path("completed").asInt()).isEqualTo(1);
        assertThat(after.body().path("jobs").path("failed").asInt()).isEqualTo(1);
    }

    @Test
    void cancelsARunningJobPromptly() throws InterruptedException {
        String id = run("loop", EMPTY);
        awaitStatus("loop", id, "IN_PROGRESS");
        Answer cancelled = client.post("/v2/loop/cancel/" + id, "");
        assertThat(cancelled.status()).isEqualTo("CANCELLED");
        assertThat(models.stopped.tryAcquire(2, TimeUnit.SECONDS)).isTrue();
        Answer status = client.get("/v2/loop/status/" + id);
        assertThat(status.status()).isEqualTo("CANCELLED");
        assertThat(status.body().path("executionTime").asLong()).isPositive();
    }

    @Test
    void cancelsAWaitingJobAndLeavesAFinishedOne() {
        run("gated", EMPTY);
        run("gated", EMPTY);
        awaitRunning(2);
        String waiting = run("echo", EMPTY);
        assertThat(client.post("/v2/echo/cancel/" + waiting, "").status()).isEqualTo("CANCELLED");
        models.gate.countDown();
        Answer done = client.post("/v2/echo/runsync", EMPTY);
        assertThat(client.post("/v2/echo/cancel/" + done.id(), "").status()).isEqualTo("COMPLETED");
        assertThat(client.get("/v2/echo/status/" + waiting).body().has("executionTime"))
                .isFalse();
    }

    @Test
    void enforcesTheExecutionTimeout() throws InterruptedException {
        String id = run("loop", "{\"input\":{},\"policy\":{\"executionTimeout\":150}}");
        Answer ended = finished("loop", id);
        assertThat(ended.status()).isEqualTo("TIMED_OUT");
        assertThat(ended.body().path("error").asText()).contains("execution timeout");
        assertThat(ended.body().path("executionTime").asLong()).isBetween(140L, 5_000L);
        assertThat(models.stopped.tryAcquire(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void retriesOnlyFailedJobsUnderTheSameId() {
        Answer failed = client.post("/v2/echo/runsync", "{\"input\":{\"fail\":1}}");
        Answer retried = client.post("/v2/echo/retry/" + failed.id(), "");
        assertThat(retried.status()).isEqualTo("IN_QUEUE");
        assertThat(retried.id()).isEqualTo(failed.id());
        assertThat(finished("echo", failed.id()).status()).isEqualTo("FAILED");
        assertThat(client.get("/v2/echo/health")
                        .body()
                        .path("jobs")
                        .path("retried")
                        .asInt())
                .isEqualTo(1);
        Answer done = client.post("/v2/echo/runsync", EMPTY);
        assertThat(client.post("/v2/echo/retry/" + done.id(), "").code()).isEqualTo(400);
    }

    @Test
    void purgesOnlyTheQueueOfTheEndpoint() {
        String running = run("gated", EMPTY);
        run("gated", EMPTY);
        awaitRunning(2);
        String waiting = run("gated", EMPTY);
        String other = run("echo", EMPTY);
        Answer purged = client.post("/v2/gated/purge-queue", "");
        assertThat(purged.body().path("removed").asInt()).isEqualTo(1);
        assertThat(purged.status()).isEqualTo("completed");
        assertThat(client.get("/v2/gated/status/" + waiting).status()).isEqualTo("CANCELLED");
        models.gate.countDown();
        assertThat(finished("gated", running).status()).isEqualTo("COMPLETED");
        assertThat(finished("echo", other).status()).isEqualTo("COMPLETED");
    }

    @Test
    void streamGivesEachChunkOnceAndFromGivesThemAgain() {
        String id = run("stepper", "{\"input\":{\"chunks\":4}}");
        models.steps.release(2);
        awaitNext(id, 2);
        Answer first = client.get("/v2/stepper/stream/" + id);
        assertThat(first.status()).isEqualTo("IN_PROGRESS");
        assertThat(first.body().path("stream").size()).isEqualTo(2);
        assertThat(first.body().path("stream").path(0).path("output").asText()).isEqualTo("chunk 0 ");
        assertThat(client.get("/v2/stepper/stream/" + id).body().path("stream").size())
                .isZero();
        models.steps.release(2);
        assertThat(finished("stepper", id).body().path("output").toString())
                .isEqualTo("[\"chunk 0 \",\"chunk 1 \",\"chunk 2 \",\"chunk 3 \"]");
        Answer rest = client.get("/v2/stepper/stream/" + id);
        assertThat(rest.status()).isEqualTo("COMPLETED");
        assertThat(rest.body().path("stream").size()).isEqualTo(2);
        Answer again = client.get("/v2/stepper/stream/" + id + "?from=1");
        assertThat(again.body().path("stream").size()).isEqualTo(3);
        assertThat(again.body().path("next").asInt()).isEqualTo(4);
        assertThat(client.get("/v2/stepper/stream/" + id + "?from=1").body()).isEqualTo(again.body());
        assertThat(client.get("/v2/stepper/stream/" + id + "?from=99")
                        .body()
                        .path("next")
                        .asInt())
                .isEqualTo(4);
        assertThat(client.get("/v2/stepper/stream/" + id + "?from=-1").code()).isEqualTo(400);
    }

    private void awaitNext(String id, int chunks) {
        for (int next = 0; next < chunks; ) {
            next = client.get("/v2/stepper/stream/" + id + "?from=" + next + "&wait=20000")
                    .body()
                    .path("next")
                    .asInt();
        }
    }

    @Test
    void aCancelledStreamKeepsWhatItGave() {
        String id = run("stepper", "{\"input\":{\"chunks\":4}}");
        models.steps.release(2);
        awaitNext(id, 2);
        client.post("/v2/stepper/cancel/" + id, "");
        models.steps.release(2);
        assertThat(client.get("/v2/stepper/status/" + id).body().path("output").size())
                .isEqualTo(2);
    }

    @Test
    void aRetriedStreamBeginsAnew() {
        String id = run("stepper", "{\"input\":{\"chunks\":2},\"policy\":{\"executionTimeout\":200}}");
        models.steps.release(1);
        assertThat(finished("stepper", id).status()).isEqualTo("TIMED_OUT");
        client.post("/v2/stepper/retry/" + id, "");
        models.steps.release(10);
        assertThat(finished("stepper", id).body().path("output").toString()).isEqualTo("[\"chunk 0 \",\"chunk 1 \"]");
    }

    @Test
    void forgetsResultsAfterTheirTime() throws IOException {
        restart(new JobLimits(2, QUEUE, 50, 1 << 20, 1 << 20, Duration.ofMinutes(30), Duration.ofMillis(1)));
        Answer done = client.post("/v2/echo/runsync", EMPTY);
        assertThat(done.status()).isEqualTo("COMPLETED");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (client.get("/v2/echo/status/" + done.id()).code() != 404) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        String kept = run("echo", EMPTY);
        assertThat(finished("echo", kept).status()).isEqualTo("COMPLETED");
    }

    @Test
    void atTheEndOfItsTtlEvenARunningJobIsGone() throws InterruptedException {
        String id = run("loop", "{\"input\":{},\"policy\":{\"ttl\":1000}}");
        assertThat(models.stopped.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.get("/v2/loop/status/" + id).code()).isEqualTo(404);
    }

    @Test
    void keepsOnlySoManyResults() throws IOException {
        restart(new JobLimits(1, QUEUE, 3, 1 << 20, 1 << 20, Duration.ofMinutes(30), Duration.ofMinutes(1)));
        String first = client.post("/v2/echo/runsync", EMPTY).id();
        String last = first;
        for (int i = 0; i < 3; i++) {
            last = client.post("/v2/echo/runsync", EMPTY).id();
        }
        assertThat(client.get("/v2/echo/status/" + first).code()).isEqualTo(404);
        assertThat(client.get("/v2/echo/status/" + last).code()).isEqualTo(200);
    }

    @Test
    void manyCallersAtOnceEachGetTheirOwnAnswer()
            throws ExecutionException, InterruptedException, TimeoutException, IOException {
        restart(JobLimits.standard(2));
        int callers = 12;
        int calls = 40;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int number = caller;
            all.add(CompletableFuture.runAsync(() -> {
                for (int call = 0; call < calls; call++) {
                    String text = number + "-" + call;
                    Answer answer = client.post("/v2/echo/runsync", "{\"input\":{\"a\":\"" + text + "\"}}");
                    assertThat(answer.body().at("/output/a").asText()).isEqualTo(text);
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(client.get("/v2/echo/health").body().at("/jobs/completed").asInt())
                .isEqualTo(callers * calls);
    }
}
