package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all providers have in common: a prediction runs there, and whatever they do wrong, it is neither lost nor charged twice. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvidersE2E {

    private static final long SECONDS = 60;
    /** Shorter than the models below run, so that Modal redirects. */
    private static final int HOP_MILLIS = 200;

    private static final int SLEEP_MILLIS = 500;
    private static final int SHORTEST_LIMIT = 5;
    private static final int FOREVER_MILLIS = 600_000;

    private final Map<String, Map<String, String>> targets = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private Platform platform;
    private StandIns standIns;
    private Customer customer;
    private Runs runs;

    @BeforeAll
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(platform);
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        runs = new Runs(customer);
    }

    @AfterEach
    void behaveAgain() {
        standIns.clear();
        runs.areChargedOnce();
    }

    @AfterAll
    void booksAreInOrder() {
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void getTheInputAndNothingOfWhoAsked(Route route) {
        JsonNode prediction = runs.succeeded(runs.start(version(route, "echo"), Map.of("text", "x")));

        assertThat(prediction.path("output").path("input")).hasToString("{\"text\":\"x\"}");
        assertThat(standIns.requests(route.start())).isNotEmpty();
        assertThat(standIns.requests(route.start()).toString())
                .doesNotContain(customer.username(), customer.email(), customer.key());
        if (route != Route.RUNPOD) { // which is told where to call back, too
            assertThat(prediction.path("output").path("fields")).hasToString("[\"input\",\"input.text\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void areNamedWithWhatTheRunTookAndCost(Route route) {
        standIns.set(Setting.MODAL_HOP_MS, HOP_MILLIS);

        JsonNode prediction = runs.succeeded(runs.start(version(route, "sleep"), Map.of("ms", SLEEP_MILLIS)));

        JsonNode attempts = Route.attempts(prediction);
        assertThat(attempts.size()).as(attempts.toString()).isOne();
        JsonNode attempt = attempts.path(0);
        assertThat(attempt.path("provider").asText()).isEqualTo(route.provider());
        assertThat(attempt.path("region").asText()).isEqualTo(route.region());
        assertThat(attempt.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(attempt.path("predict_time").asDouble()).isBetween(SLEEP_MILLIS / 1_000.0, (double) SECONDS);
        assertThat(attempt.path("predict_time"))
                .isEqualTo(prediction.path("metrics").path("predict_time"));
        assertThat(attempt.path("cost_micros"))
                .isEqualTo(prediction.path("metrics").path("cost_micros"));
        assertThat(attempt.path("cost_micros").asLong()).isPositive();
    }

    @Test
    void redirectsOfModalAreFollowedUntilThereIsAResult() {
        standIns.set(Setting.MODAL_HOP_MS, HOP_MILLIS);

        runs.succeeded(runs.start(version(Route.MODAL, "sleep"), Map.of("ms", 4 * SLEEP_MILLIS)));

        List<JsonNode> calls = standIns.requests(Operation.MODAL_CALL);
        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(calls.stream().map(call -> call.path("method").asText()).skip(1))
                .containsOnly("GET");
    }

    @ParameterizedTest
    @EnumSource
    void sayWhyAModelFailed(Route route) {
        JsonNode prediction = runs.failed(runs.start(version(route, "fail"), Map.of("message", "no such luck")));

        assertThat(prediction.path("error").asText()).contains("no such luck");
        assertThat(Route.attempts(prediction).path(0).path("outcome").asText()).isEqualTo("failed");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RUNPOD"}) // which tells none
    void tellWhatTheModelWrote(Route route) {
        String log = " 50%|#####     | 1/2\n100%|##########| 2/2\n";

        assertThat(runs.succeeded(runs.start(version(route, "echo"), Map.of("log", log)))
                        .path("logs")
                        .asText())
                .isEqualTo(log);
        assertThat(runs.failed(runs.start(version(route, "fail"), Map.of("log", "Out of memory")))
                        .path("logs")
                        .asText())
                .isEqualTo("Out of memory");
        assertThat(runs.succeeded(runs.start(version(route, "echo"), Map.of("log", "x" + "y".repeat(100_000))))
                        .path("logs")
                        .asText())
                .as("the newest part of long ones")
                .isEqualTo("y".repeat(100_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNPOD", "KOYEB"})
    void showPartsOfTheOutputAsTheyCome(Route route) {
        String version = Route.publishStreaming(customer, route.name("parts"), target(route, "text"));

        String id = runs.start(version, Map.of("words", 4, "pause_ms", 1_500));

        Platform.await(
                "the first part", SECONDS, () -> runs.get(id).path("output").size() > 0);
        JsonNode begun = runs.get(id);
        assertThat(begun.path("status").asText()).isEqualTo("processing");
        assertThat(begun.path("output").size()).isBetween(1, 3);
        assertThat(begun.path("output").path(0).asText()).isEqualTo("word1 ");
        assertThat(runs.succeeded(id).path("output")).hasToString("[\"word1 \",\"word2 \",\"word3 \",\"word4 \"]");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"SERVER_ERROR", "RESET_BEFORE_HEADERS", "RESET_AFTER_HEADERS", "HALF_BODY", "GARBAGE_JSON"})
    void aStreamAtKoyebThatFailsIsAskedForAgain(FaultKind kind) {
        String version =
                Route.publishStreaming(customer, "again-" + kind.wire().replace('_', '-'), target(Route.KOYEB, "text"));
        standIns.fail(Operation.KOYEB_CALL, kind, 1);

        JsonNode prediction = runs.succeeded(runs.start(version, Map.of("words", 3)));

        assertThat(prediction.path("output")).hasToString("[\"word1 \",\"word2 \",\"word3 \"]");
        assertThat(standIns.hits(Operation.KOYEB_CALL, kind)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNPOD", "KOYEB"})
    void endARunAtItsLimit(Route route) {
        String version =
                Route.publish(customer, route.name("limited"), List.of(target(route, "sleep")), SHORTEST_LIMIT);

        JsonNode prediction = runs.failed(runs.start(version, Map.of("ms", FOREVER_MILLIS)));

        assertThat(prediction.path("error").asText()).contains("exceeded its limit of " + SHORTEST_LIMIT);
        assertThat(Route.attempts(prediction).path(0).path("outcome").asText()).isEqualTo("timed_out");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void areToldThatNobodyWantsTheResultAnyMore(Route route) {
        standIns.set(Setting.MODAL_HOP_MS, HOP_MILLIS);
        String id = runs.start(version(route, "sleep"), Map.of("ms", FOREVER_MILLIS));
        Platform.await(
                "the run", SECONDS, () -> !standIns.requests(route.start()).isEmpty());
        if (route != Route.KOYEB) {
            Platform.await(
                    "the job",
                    SECONDS,
                    () -> runs.get(id).path("status").asText().equals("processing"));
        }

        customer.api().post("/v1/predictions/" + id + "/cancel", Map.of()).expect(200);

        JsonNode prediction = runs.ended(id);
        assertThat(prediction.path("status").asText()).isEqualTo("canceled");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isZero();
        route.cancel()
                .ifPresent(operation -> Platform.await(
                        "the order to stop",
                        SECONDS,
                        () -> standIns.requests(operation).toString().contains("/cancel")));
    }

    static Stream<Arguments> spoiltAnswers() {
        Set<FaultKind> kinds = EnumSet.of(
                FaultKind.LATENCY,
                FaultKind.TOO_MANY_REQUESTS,
                FaultKind.SERVER_ERROR,
                FaultKind.RESET_BEFORE_HEADERS,
                FaultKind.RESET_AFTER_HEADERS,
                FaultKind.HALF_BODY,
                FaultKind.GARBAGE_JSON,
                FaultKind.ERROR_BODY);
        return Arrays.stream(Route.values())
                .flatMap(route -> route.operations().stream()
                        .flatMap(operation -> kinds.stream().map(kind -> Arguments.of(route, operation, kind))));
    }

    @ParameterizedTest
    @MethodSource("spoiltAnswers")
    void areAskedAgainAfterASpoiltAnswer(Route route, Operation operation, FaultKind kind) {
        standIns.fail(operation, kind, 1, Map.of("millis", 300, "status", 503, "retry_after", 1));

        JsonNode prediction = runs.succeeded(runs.start(version(route, "sleep"), Map.of("ms", SLEEP_MILLIS)));

        assertThat(prediction.path("output").path("slept_ms").asInt()).isEqualTo(SLEEP_MILLIS);
        assertThat(standIns.hits(operation, kind)).isOne();
    }

    static Stream<Arguments> lostAnswers() {
        return Arrays.stream(Route.values())
                .flatMap(route -> Stream.of(FaultKind.SERVER_ERROR, FaultKind.RESET_BEFORE_HEADERS, FaultKind.HALF_BODY)
                        .map(kind -> Arguments.of(route, kind)));
    }

    /** The run was begun, and nobody knows. */
    @ParameterizedTest
    @MethodSource("lostAnswers")
    void areAskedAgainAfterALostAnswer(Route route, FaultKind kind) {
        standIns.fail(route.start(), kind, 1, Map.of("after", true));

        JsonNode prediction = runs.succeeded(runs.start(version(route, "sleep"), Map.of("ms", SLEEP_MILLIS)));

        assertThat(prediction.path("output").path("slept_ms").asInt()).isEqualTo(SLEEP_MILLIS);
        assertThat(standIns.hits(route.start(), kind)).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void areWaitedForWhileAMachineStarts(Route route) {
        standIns.fail(route.start(), FaultKind.COLD_START, 1, Map.of("millis", 2_000));

        runs.succeeded(runs.start(version(route, "echo"), Map.of("text", "x")));

        assertThat(standIns.hits(route.start(), FaultKind.COLD_START)).isOne();
    }

    /** Asking again would bring the same answer. */
    @ParameterizedTest
    @EnumSource
    void cannotFillTheMemoryWithAnAnswer(Route route) {
        standIns.fail(route.start(), FaultKind.HUGE_BODY, 1);

        JsonNode prediction = runs.failed(runs.start(version(route, "echo"), Map.of("text", "x")));

        assertThat(prediction.path("error").asText()).contains("larger than");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isZero();
    }

    @Test
    void aRunThatKoyebsEdgeDoesNotWaitForIsOneRunAllTheSame() {
        standIns.set(Setting.KOYEB_EDGE_TIMEOUT_MS, HOP_MILLIS);

        JsonNode prediction = runs.succeeded(runs.start(version(Route.KOYEB, "sleep"), Map.of("ms", 4 * SLEEP_MILLIS)));

        assertThat(prediction.path("metrics").path("predict_time").asDouble())
                .isBetween(4 * SLEEP_MILLIS / 1_000.0, 8 * SLEEP_MILLIS / 1_000.0);
        List<JsonNode> calls = standIns.requests(Operation.KOYEB_CALL);
        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(calls.stream()
                        .map(call ->
                                call.path("method").asText() + call.path("path").asText())
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = "RUNPOD", mode = EnumSource.Mode.EXCLUDE)
    void refuseAWrongKeyForGood(Route route) {
        String name = route.name("locked");
        customer.api()
                .post(
                        "/v1/endpoints",
                        Map.of(
                                "provider",
                                route.provider(),
                                "name",
                                name,
                                "url",
                                standIns.fact(route.provider(), "url") + "/echo"
                                        + (route == Route.MODAL_SPAWN ? "/spawn" : ""),
                                "secret",
                                "wrong"))
                .expect(201);
        String version = Route.publish(customer, name, List.of(Map.of("provider", route.provider(), "endpoint", name)));

        JsonNode prediction = runs.failed(runs.start(version, Map.of()));

        assertThat(prediction.path("error").asText()).contains("status 401");
        assertThat(Route.attempts(prediction).path(0).path("outcome").asText()).isEqualTo("refused");
    }

    @Test
    void theWorkerIsAProviderLikeTheOthers() {
        String version = customer.publish("language-identifier");

        JsonNode prediction =
                runs.succeeded(runs.start(version, Map.of("text", "Der alte Bäcker öffnet jeden Morgen seine Stube.")));

        assertThat(prediction.path("output").path("language").asText()).isEqualTo("de");
        assertThat(Route.attempts(prediction).path(0).path("provider").asText()).isEqualTo("worker");
    }

    @Test
    void whatWasAcceptedBeforeThereWereTargetsRunsToItsEnd() {
        String id = runs.start(version(Route.RUNPOD, "sleep"), Map.of("ms", 4 * SLEEP_MILLIS));

        try (Database database = Database.of(platform)) {
            database.change(
                    "update inference.dispatch set targets = null, owner_id = null where organization_id ="
                            + " (select organization_id from identity.organization where username = ?)",
                    customer.username());
        }

        assertThat(Route.attempts(runs.succeeded(id)).path(0).path("provider").asText())
                .isEqualTo("runpod");
    }

    private Map<String, String> target(Route route, String model) {
        return targets.computeIfAbsent(route.name(model), name -> route.target(customer, standIns, model));
    }

    private String version(Route route, String model) {
        return versions.computeIfAbsent(
                route.name(model), name -> Route.publish(customer, name, List.of(target(route, model))));
    }
}
