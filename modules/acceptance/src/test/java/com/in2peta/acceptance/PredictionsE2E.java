package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a prediction, and what it looks like on the wire. */
@ExtendWith(SharedPlatform.class)
class PredictionsE2E {

    /** Half of what a call to a broker waits for its answer. */
    private static final long WITHOUT_BROKER_SECONDS = 15;

    private static final long PATIENCE_SECONDS = 120;
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z";
    private static final String[] FIELDS = {
        "id",
        "model",
        "version",
        "input",
        "output",
        "logs",
        "error",
        "status",
        "created_at",
        "started_at",
        "completed_at",
        "data_removed",
        "source",
        "deployment",
        "end_user",
        "deadline",
        "metrics",
        "urls"
    };

    private Platform platform;
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = newCustomer();
        customer.buy("inr-500");
    }

    @AfterEach
    void booksAreInOrder() {
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    void hasTheFieldsOfReplicatesApi() {
        String version = customer.publish("language-identifier");
        JsonNode input = Api.JSON.valueToTree(Map.of("text", "Der alte Bäcker öffnet jeden Morgen seine Stube."));

        Answer created = customer.predict(version, input).expect(201);
        assertThat(created.body().fieldNames()).toIterable().containsExactlyInAnyOrder(FIELDS);
        assertThat(created.body().path("status").asText()).isIn("starting", "processing", "succeeded");
        JsonNode prediction = ended(created.body().path("id").asText());

        assertThat(prediction.fieldNames()).toIterable().containsExactlyInAnyOrder(FIELDS);
        assertThat(prediction.path("id").asText()).matches("[a-z2-7]{26}");
        assertThat(prediction.path("model").asText()).isEqualTo(customer.username() + "/language-identifier");
        assertThat(prediction.path("version").asText()).isEqualTo(version);
        assertThat(prediction.path("input")).isEqualTo(input);
        assertThat(prediction.path("output").path("language").asText()).isEqualTo("de");
        assertThat(prediction.path("error").isNull()).isTrue();
        assertThat(prediction.path("data_removed").asBoolean(true)).isFalse();
        assertThat(prediction.path("source").asText()).isEqualTo("api");
        for (String time : List.of("created_at", "started_at", "completed_at")) {
            assertThat(prediction.path(time).asText()).matches(TIME);
        }
        assertThat(prediction.path("created_at")).isEqualTo(created.body().path("created_at"));
        assertThat(prediction.path("completed_at").asText())
                .isGreaterThanOrEqualTo(prediction.path("created_at").asText());
        assertThat(prediction.path("metrics").path("predict_time").isNumber()).isTrue();
        assertThat(prediction.path("metrics").path("total_time").isNumber()).isTrue();
        assertThat(prediction.path("metrics").path("currency").asText()).isEqualTo("INR");
        String url = platform.ready().path("baseUrl").asText() + "/v1/predictions/"
                + prediction.path("id").asText();
        assertThat(prediction.path("urls").path("get").asText()).isEqualTo(url);
        assertThat(prediction.path("urls").path("cancel").asText()).isEqualTo(url + "/cancel");
        assertThat(customer.api()
                        .get(prediction.path("urls").path("get").asText())
                        .expect(200)
                        .body())
                .isEqualTo(prediction);
    }

    @Test
    void aVersionIsFoundByItsIdByItsModelAndByBoth() {
        String version = customer.publish("language-identifier");
        String model = customer.username() + "/language-identifier";

        for (String reference : List.of(version, model, model + ":" + version)) {
            JsonNode prediction = customer.predict(reference, text("hello"), "Prefer", "wait")
                    .expect(201)
                    .body();
            assertThat(prediction.path("version").asText()).isEqualTo(version);
            assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
        }
        JsonNode ofModel = customer.api()
                .post("/v1/models/" + model + "/predictions", Map.of("input", text("hello")), "Prefer", "wait=30")
                .expect(201)
                .body();
        assertThat(ofModel.path("version").asText()).isEqualTo(version);
        customer.predict("somebody/else:" + version, text("hello")).expect(404);
    }

    @Test
    void aWaitThatIsTooShortAnswersStarting() {
        String version = customer.publish("text-generator");

        Answer answer = customer.predict(version, write(100_000), "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("status").asText()).isEqualTo("starting");
        cancel(answer.body().path("id").asText());
    }

    @Test
    void cancelingTwiceAnswersTheSameAndAnEndedOneStaysAsItIs() {
        String writer = customer.publish("text-generator");
        String running = customer.predict(writer, write(100_000))
                .expect(201)
                .body()
                .path("id")
                .asText();
        JsonNode first = cancel(running);
        assertThat(first.path("status").asText()).isEqualTo("canceled");
        assertThat(cancel(running)).isEqualTo(first);
        assertThat(first.path("metrics").path("cost_micros").asLong(-1)).isZero();

        String version = customer.publish("language-identifier");
        JsonNode done = customer.predict(version, text("hello"), "Prefer", "wait")
                .expect(201)
                .body();
        assertThat(cancel(done.path("id").asText())).isEqualTo(done);
        assertThat(customer.balance("held_micros")).isZero();
        assertThat(customer.balance("posted_micros"))
                .isEqualTo(
                        500_000_000 - done.path("metrics").path("cost_micros").asLong());
    }

    @Test
    void aRunBeyondItsLimitFailsAndCostsNothing() {
        ObjectNode model = Customer.model("text-generator");
        model.put("run_limit_seconds", 5);
        String version = customer.publish("text-generator", model);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(customer.predict(version, write(100_000))
                    .expect(201)
                    .body()
                    .path("id")
                    .asText());
        }

        List<JsonNode> ended = ids.stream().map(this::ended).toList();

        long costs = 0;
        for (JsonNode prediction : ended) {
            long cost = prediction.path("metrics").path("cost_micros").asLong(-1);
            if (prediction.path("status").asText().equals("failed")) {
                assertThat(prediction.path("error").asText()).contains("limit of 5 seconds");
                assertThat(cost).isZero();
            }
            assertThat(cost).isBetween(0L, 500_000L);
            costs += cost;
        }
        assertThat(customer.balance("held_micros")).isZero();
        assertThat(customer.balance("posted_micros")).isEqualTo(500_000_000 - costs);
    }

    @Test
    void aRepeatedCreateUnderAKeyIsOnePrediction() {
        String version = customer.publish("language-identifier");
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) { // what Replicate's client sends within 16 ms
            calls.add(customer.api().postAsync("/v1/predictions", body(version, "hello"), "Idempotency-Key", "a-1"));
        }
        Set<String> ids = new HashSet<>();
        for (CompletableFuture<Answer> call : calls) {
            Answer answer = call.join();
            if (answer.status() == 409) {
                assertThat(answer.code()).isEqualTo("idempotency-in-flight");
                assertThat(answer.header("Retry-After")).contains("1");
            } else {
                ids.add(answer.expect(201).body().path("id").asText());
            }
        }
        assertThat(ids).hasSize(1);
        JsonNode ended = ended(ids.iterator().next());

        Answer again = customer.api()
                .post("/v1/predictions", body(version, "hello"), "Idempotency-Key", "a-1", "Prefer", "wait")
                .expect(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(ended);
        Answer other = customer.api()
                .post("/v1/predictions", body(version, "good morning"), "Idempotency-Key", "a-1")
                .expect(409);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(customer.api().get("/v1/predictions").expect(200).body().path("results"))
                .hasSize(1);

        Customer somebodyElse = newCustomer();
        somebodyElse.buy("inr-500");
        Answer theirs = somebodyElse
                .api()
                .post(
                        "/v1/predictions",
                        body(somebodyElse.publish("language-identifier"), "hello"),
                        "Idempotency-Key",
                        "a-1")
                .expect(201);
        assertThat(theirs.header("Idempotent-Replayed")).isEmpty();
        assertThat(customer.balance("held_micros")).isZero();
    }

    @Test
    void aKeyThatIsBeingUsedIsAskedToComeAgain() {
        String version = customer.publish("language-identifier");
        CompletableFuture<Answer> first;
        try (Database database = Database.of(platform)) {
            database.execute("begin");
            database.rows("""
                    select b.account_id from billing.balance b join identity.organization o using (organization_id)
                    where o.username = ? for update of b""", customer.username());
            first = customer.api().postAsync("/v1/predictions", body(version, "hello"), "Idempotency-Key", "b-1");
            Platform.await(
                    "a commit that waits",
                    PATIENCE_SECONDS,
                    () -> !database.rows("select 1 from pg_locks where not granted")
                            .isEmpty());

            Answer early = customer.api()
                    .post("/v1/predictions", body(version, "hello"), "Idempotency-Key", "b-1")
                    .expect(409);

            assertThat(early.code()).isEqualTo("idempotency-in-flight");
            assertThat(early.header("Retry-After")).contains("1");
            database.execute("commit");
        }
        String id = first.join().expect(201).body().path("id").asText();
        Answer late = customer.api()
                .post("/v1/predictions", body(version, "hello"), "Idempotency-Key", "b-1")
                .expect(201);
        assertThat(late.body().path("id").asText()).isEqualTo(id);
    }

    @Test
    void aKeyWhoseCallFoundNoCreditIsFreeAgain() {
        Customer poor = newCustomer();
        String version = poor.publish("language-identifier");
        poor.api()
                .post("/v1/predictions", body(version, "hello"), "Idempotency-Key", "c-1")
                .expect(402);

        poor.buy("inr-500");

        Answer accepted = poor.api()
                .post("/v1/predictions", body(version, "hello"), "Idempotency-Key", "c-1")
                .expect(201);
        assertThat(accepted.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void anIdOfTheCallersOwnIsOnePrediction() {
        String version = customer.publish("language-identifier");
        String id = Ids.toWire(Ids.next(Clock.systemUTC()));
        String path = "/v1/predictions/" + id;

        JsonNode first = customer.api()
                .put(path, body(version, "hello"), "Prefer", "wait")
                .expect(201)
                .body();
        Answer again = customer.api()
                .put(path, body(version, "hello"), "Prefer", "wait")
                .expect(201);

        assertThat(first.path("id").asText()).isEqualTo(id);
        assertThat(first.path("status").asText()).isEqualTo("succeeded");
        assertThat(again.body()).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(customer.api()
                        .put(path, body(version, "good morning"))
                        .expect(409)
                        .code())
                .isEqualTo("idempotency-key-reused");
        String made = customer.predict(version, text("hello"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        assertThat(customer.api()
                        .put("/v1/predictions/" + made, body(version, "hello"))
                        .expect(409)
                        .code())
                .isEqualTo("idempotency-key-reused");
        for (UUID bad : List.of(UUID.randomUUID(), Ids.next(Clock.offset(Clock.systemUTC(), Duration.ofHours(-25))))) {
            assertThat(customer.api()
                            .put("/v1/predictions/" + Ids.toWire(bad), body(version, "hello"))
                            .expect(400)
                            .code())
                    .isEqualTo("invalid-request");
        }
    }

    @Test
    void whatIsNotDoneByItsDeadlineIsCanceled() {
        String version = customer.publish("text-generator");

        platform.whileHanging("worker", () -> {
            JsonNode created = customer.predict(version, write(100), "Cancel-After", "5s")
                    .expect(201)
                    .body();
            assertThat(created.path("deadline").asText()).matches(TIME);
            JsonNode ended = ended(created.path("id").asText());
            assertThat(ended.path("status").asText()).isEqualTo("canceled");
            assertThat(ended.path("completed_at").asText())
                    .isGreaterThanOrEqualTo(created.path("deadline").asText());
            assertThat(ended.path("deadline")).isEqualTo(created.path("deadline"));
        });
        assertThat(customer.balance("held_micros")).isZero();
    }

    @Test
    void theTagOfAnEndUserIsShown() {
        String version = customer.publish("language-identifier");
        ObjectNode body = body(version, "hello").put("end_user", "customer-7").put("priority", "low");

        JsonNode prediction = customer.api()
                .post("/v1/predictions", body, "Prefer", "wait")
                .expect(201)
                .body();

        assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
        assertThat(prediction.path("end_user").asText()).isEqualTo("customer-7");
    }

    @Test
    void withoutCreditNothingIsAccepted() {
        Customer poor = newCustomer();
        String version = poor.publish("language-identifier");

        Answer refused = poor.predict(version, text("hello")).expect(402);

        assertThat(refused.code()).isEqualTo("insufficient-credit");
        assertThat(poor.api().get("/v1/predictions").expect(200).body().path("results"))
                .isEmpty();
    }

    @Test
    void aFreeModelNeedsNoCredit() {
        Customer poor = newCustomer();
        ObjectNode model = Customer.model("language-identifier");
        model.put("price_micros_per_second", 0);
        String version = poor.publish("language-identifier", model);

        JsonNode prediction = poor.predict(version, text("hello"), "Prefer", "wait")
                .expect(201)
                .body();

        assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
        assertThat(prediction.path("metrics").path("cost_micros").asLong(-1)).isZero();
    }

    @Test
    void aTargetThatDoesNotExistFailsAndFreesTheHold() {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "worker").put("endpoint", "nothing-here");
        String version = customer.publish("language-identifier", model);

        JsonNode prediction = ended(customer.predict(version, text("hello"))
                .expect(201)
                .body()
                .path("id")
                .asText());

        assertThat(prediction.path("status").asText()).isEqualTo("failed");
        assertThat(prediction.path("error").asText()).isNotBlank();
        assertThat(customer.balance("available_micros")).isEqualTo(500_000_000);
    }

    @Test
    void everyAcceptedPredictionEndsThoughTheWorkerIsKilledInTheMiddle() {
        String version = customer.publish("language-identifier");
        String writer = customer.publish("text-generator");
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(customer.api()
                    .postAsync("/v1/predictions", Map.of("version", version, "input", Map.of("text", "hello " + i))));
            calls.add(customer.api().postAsync("/v1/predictions", Map.of("version", writer, "input", write(20_000))));
        }
        List<String> ids = calls.stream()
                .map(call -> call.join().expect(201).body().path("id").asText())
                .toList();
        Platform.await(
                "some that run",
                PATIENCE_SECONDS,
                () -> ids.stream()
                        .anyMatch(id -> get(id).path("status").asText().equals("processing")));

        long killed = platform.pid("worker");
        platform.kill("worker");

        Platform.await("another worker", PATIENCE_SECONDS, () -> platform.pid("worker") != killed);
        long costs = 0;
        for (String id : ids) {
            JsonNode prediction = ended(id);
            assertThat(prediction.path("status").asText())
                    .as(prediction.toString())
                    .isEqualTo("succeeded");
            costs += prediction.path("metrics").path("cost_micros").asLong();
        }
        assertThat(customer.balance("held_micros")).isZero();
        assertThat(customer.balance("posted_micros")).isEqualTo(500_000_000 - costs);
    }

    /** The broker lives in the launcher. */
    @Test
    void aBrokerThatHangsKeepsNobodyWaiting() {
        String version = customer.publish("language-identifier");

        platform.whileHanging("launcher", () -> {
            List<CompletableFuture<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(customer.api()
                        .postAsync(
                                "/v1/predictions", Map.of("version", version, "input", Map.of("text", "hello " + i))));
            }
            for (CompletableFuture<Answer> call : calls) {
                String id = call.orTimeout(WITHOUT_BROKER_SECONDS, TimeUnit.SECONDS)
                        .join()
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
                assertThat(ended(id).path("status").asText()).isEqualTo("succeeded");
            }
        });
    }

    @Test
    void aForgedCallbackChangesNothing() {
        String version = customer.publish("text-generator");
        String id = customer.predict(version, write(100_000))
                .expect(201)
                .body()
                .path("id")
                .asText();
        String uuid;
        try (Database database = Database.of(platform)) {
            uuid = database.rows("""
                            select p.id from inference.prediction p join identity.organization o using (organization_id)
                            where o.username = ?""", customer.username()).get(0);
        }

        platform.api()
                .post(
                        "/v1/callbacks/" + uuid + "/00000000-0000-4000-8000-000000000000",
                        Map.of("status", "COMPLETED", "output", "forged"))
                .expect(200);

        assertThat(get(id).path("status").asText()).isIn("starting", "processing");
        assertThat(get(id).toString()).doesNotContain("forged");
        cancel(id);
    }

    @Test
    void listsAreNewestFirstAndTheirLinksLeadThroughAllPages() {
        ObjectNode model = Customer.model("language-identifier");
        model.put("price_micros_per_second", 1);
        String version = customer.publish("language-identifier", model);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            calls.add(customer.api()
                    .postAsync("/v1/predictions", Map.of("version", version, "input", Map.of("text", "hello"))));
        }
        List<String> made = calls.stream()
                .map(call -> call.join().expect(201).body().path("id").asText())
                .toList();

        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = "/v1/predictions";
        while (!next.isEmpty() && !next.equals("null")) {
            JsonNode page = customer.api().get(next).expect(200).body();
            sizes.add(page.path("results").size());
            page.path("results")
                    .forEach(prediction -> seen.add(prediction.path("id").asText()));
            next = page.path("next").asText();
        }

        assertThat(sizes).containsExactly(100, 100, 5);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
        // Ids grow with time, and letters stand before digits in them.
        assertThat(seen)
                .isSortedAccordingTo(
                        Comparator.comparing(PredictionsE2E::ordered).reversed());
        made.forEach(this::ended);
    }

    @Test
    @Proves("1.3-api-log")
    void everyCallIsInTheUsageLogOfItsOwner() {
        customer.api().raw("GET", "/v1/predictions/" + "a".repeat(26), new byte[0], "X-Request-Id", "seen-again-1");

        Platform.await(
                "the row",
                PATIENCE_SECONDS,
                () -> customer.api().get("/v1/usage").expect(200).text().contains("seen-again-1"));
        JsonNode row = null;
        for (JsonNode call : customer.api().get("/v1/usage").expect(200).body().path("results")) {
            row = call.path("request_id").asText().equals("seen-again-1") ? call : row;
        }
        assertThat(row).isNotNull();
        assertThat(row.path("route").asText()).isEqualTo("/v1/predictions/{id}");
        assertThat(row.path("status").asInt()).isEqualTo(404);
        assertThat(row.path("api_key_id").asText()).isEqualTo(customer.keyId());
    }

    private static String ordered(String id) {
        return id.chars()
                .mapToObj(c -> Character.toString(c < 'a' ? c + 100 : c))
                .collect(Collectors.joining());
    }

    private JsonNode ended(String id) {
        Platform.await(
                "the end of " + id,
                PATIENCE_SECONDS,
                () -> List.of("succeeded", "failed", "canceled")
                        .contains(get(id).path("status").asText()));
        return get(id);
    }

    private JsonNode get(String id) {
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }

    private JsonNode cancel(String id) {
        return customer.api()
                .post("/v1/predictions/" + id + "/cancel", Map.of())
                .expect(200)
                .body();
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private static ObjectNode body(String version, String text) {
        ObjectNode body = Api.JSON.createObjectNode().put("version", version);
        body.set("input", text(text));
        return body;
    }

    private static JsonNode text(String text) {
        return Api.JSON.valueToTree(Map.of("text", text));
    }

    private static JsonNode write(int characters) {
        return Api.JSON.valueToTree(Map.of("prompt", "Once", "max_characters", characters));
    }
}
