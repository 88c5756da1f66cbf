package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A version with two targets runs while one of them does. */
@ExtendWith(SharedPlatform.class)
class FailoverE2E {

    /** Within which a dead target is left alone, and one that works again is used. */
    private static final long SECONDS = 10;

    /** Longer than a place is remembered. */
    private static final int LONG_MILLIS = 20_000;

    private Platform platform;
    private StandIns standIns;
    private Customer customer;
    private Runs runs;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(platform);
        customer = newCustomer();
        customer.buy("inr-500");
        runs = new Runs(customer);
    }

    @AfterEach
    void behaveAgainAndBooksAreInOrder() {
        standIns.clear();
        runs.areChargedOnce();
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondRunsWhatTheFirstCannot(Route second) {
        String version =
                Route.publish(customer, "failover", List.of(dead(), second.target(customer, standIns, "sleep")));

        JsonNode prediction = runs.succeeded(runs.start(version, Map.of("ms", 100)));

        JsonNode attempts = Route.attempts(prediction);
        assertThat(attempts.size()).as(attempts.toString()).isEqualTo(2);
        assertThat(outcomes(prediction)).containsExactly("koyeb refused", second.provider() + " succeeded");
        assertThat(attempts.path(0).path("cost_micros").asLong()).isZero();
        assertThat(attempts.path(1).path("cost_micros"))
                .isEqualTo(prediction.path("metrics").path("cost_micros"));
        assertThat(attempts.path(1).path("cost_micros").asLong()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVER_ERROR", "RESET_BEFORE_HEADERS", "HALF_BODY", "GARBAGE_JSON"})
    void theSecondRunsWhatTheFirstRefuses(FaultKind kind) {
        standIns.fail(Operation.RUNPOD_RUN, kind, 0, Map.of("retry_after", 60));

        JsonNode prediction = runs.succeeded(runs.start(twoTargets(), Map.of("text", "x")));

        assertThat(outcomes(prediction)).containsExactly("runpod refused", "modal succeeded");
    }

    @Test
    void anEndpointThatWasRemovedIsPassedOver() {
        Map<String, String> removed = Route.KOYEB.target(customer, standIns, "echo");
        String version =
                Route.publish(customer, "failover", List.of(removed, Route.RUNPOD.target(customer, standIns, "echo")));
        removeTheEndpoint();

        JsonNode prediction = runs.succeeded(runs.start(version, Map.of("text", "x")));

        assertThat(outcomes(prediction)).containsExactly("koyeb refused", "runpod succeeded");
        assertThat(standIns.requests(Operation.KOYEB_CALL)).isEmpty();
    }

    @Test
    void aJobAtAnEndpointThatWasRemovedIsRunElsewhere() {
        String version = Route.publish(
                customer,
                "failover",
                List.of(
                        Route.MODAL_SPAWN.target(customer, standIns, "sleep"),
                        Route.RUNPOD.target(customer, standIns, "sleep")));
        String id = runs.start(version, Map.of("ms", LONG_MILLIS));
        Platform.await(
                "the run", SECONDS, () -> runs.get(id).path("status").asText().equals("processing"));

        removeTheEndpoint();

        assertThat(outcomes(runs.succeeded(id))).containsExactly("modal lost", "runpod succeeded");
    }

    @Test
    void whenNoTargetCanRunItThePredictionFailsAtNoCost() {
        Map<String, String> nowhere = Map.of("provider", "modal", "endpoint", "nowhere");
        Map<String, String> neither = Map.of("provider", "koyeb", "endpoint", "neither");
        String version = Route.publish(customer, "failover", List.of(nowhere, neither));

        JsonNode prediction = runs.failed(runs.start(version, Map.of("text", "x")));

        assertThat(prediction.path("error").asText()).isEqualTo("The model's endpoint does not exist.");
        assertThat(outcomes(prediction)).containsExactly("modal refused", "koyeb refused");
        assertThat(prediction.path("metrics").path("cost_micros").asLong()).isZero();
    }

    @Test
    void aDeadTargetIsNotAskedAnyMoreUntilItWorksAgain() {
        String version = twoTargets();
        standIns.fail(Operation.RUNPOD_RUN, FaultKind.SERVER_ERROR, 0);
        Platform.await("the circuit to open", SECONDS, () -> {
            JsonNode prediction = runs.succeeded(runs.start(version, Map.of("text", "x")));
            return outcomes(prediction).equals(List.of("modal succeeded"));
        });

        standIns.clear();
        Platform.await("the circuit to close", SECONDS, () -> {
            JsonNode prediction = runs.succeeded(runs.start(version, Map.of("text", "x")));
            return outcomes(prediction).equals(List.of("runpod succeeded"));
        });
    }

    @Test
    void anothersTroubleAtAnEndpointOfTheSameNameIsHisAlone() {
        Customer other = newCustomer();
        other.buy("inr-500");
        Runs others = new Runs(other);
        String good = Route.publish(
                other,
                "mine",
                List.of(Route.MODAL.target(other, standIns, "echo"), Route.RUNPOD.target(other, standIns, "echo")));
        Map<String, String> sameName =
                Route.MODAL.endpoint(customer, standIns, Route.MODAL.name("echo"), Route.deadUrl());
        String bad =
                Route.publish(customer, "mine", List.of(sameName, Route.RUNPOD.target(customer, standIns, "echo")));
        Platform.await("the circuit to open", SECONDS, () -> {
            JsonNode prediction = runs.succeeded(runs.start(bad, Map.of("text", "x")));
            return outcomes(prediction).equals(List.of("runpod succeeded"));
        });

        JsonNode prediction = others.succeeded(others.start(good, Map.of("text", "x")));

        assertThat(outcomes(prediction)).containsExactly("modal succeeded");
        others.areChargedOnce();
    }

    /** The only one that the customer has. */
    private void removeTheEndpoint() {
        JsonNode endpoints =
                customer.api().get("/v1/endpoints").expect(200).body().path("results");
        assertThat(endpoints.size()).isOne();
        customer.api()
                .delete("/v1/endpoints/" + endpoints.path(0).path("id").asText())
                .expect(204);
    }

    /** RunPod, then Modal. */
    private String twoTargets() {
        return Route.publish(
                customer,
                "failover",
                List.of(
                        Route.RUNPOD.target(customer, standIns, "echo"),
                        Route.MODAL.target(customer, standIns, "echo")));
    }

    private Map<String, String> dead() {
        return Route.KOYEB.endpoint(customer, standIns, "dead", Route.deadUrl());
    }

    private static List<String> outcomes(JsonNode prediction) {
        return StreamSupport.stream(Route.attempts(prediction).spliterator(), false)
                .map(attempt -> attempt.path("provider").asText() + " "
                        + attempt.path("outcome").asText())
                .toList();
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
