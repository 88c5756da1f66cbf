package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for it gets the cheapest of a version's targets first, or the one that is soonest done. */
@ExtendWith(SharedPlatform.class)
class RoutingE2E {

    private static final int SLOW_MILLIS = 2_000;
    private static final long LOW_PRICE = 100;

    private Platform platform;
    private StandIns standIns;
    private Customer customer;
    private Runs runs;

    @BeforeEach
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
    void behaveAgainAndBooksAreInOrder() {
        standIns.clear();
        runs.areChargedOnce();
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    void theCheapestComesFirstAndCostsWhatItSays() {
        String version = Route.publish(customer, "routing", runPodAndCheapModal("sleep", LOW_PRICE));

        JsonNode cheap = runs.succeeded(runs.start(version, Map.of("ms", 300), "price"));
        JsonNode usual = runs.succeeded(runs.start(version, Map.of("ms", 300)));

        assertThat(place(cheap)).isEqualTo("modal");
        assertThat(cost(cheap)).isEqualTo(price(cheap, LOW_PRICE));
        assertThat(place(usual)).isEqualTo("runpod");
        assertThat(cost(usual)).isEqualTo(price(usual, Route.PRICE));
    }

    @Test
    void theDearerRunsWhatTheCheapestCannotAndCostsItsOwnPrice() {
        String version = Route.publish(customer, "routing", runPodAndCheapModal("sleep", LOW_PRICE));
        standIns.fail(Operation.MODAL_CALL, FaultKind.SERVER_ERROR, 0);

        JsonNode prediction = runs.succeeded(runs.start(version, Map.of("ms", 300), "price"));

        JsonNode attempts = Route.attempts(prediction);
        assertThat(attempts.path(0).path("target").asInt()).isOne();
        assertThat(attempts.path(0).path("outcome").asText()).isEqualTo("refused");
        assertThat(place(prediction)).isEqualTo("runpod");
        assertThat(cost(prediction)).isEqualTo(price(prediction, Route.PRICE));
    }

    @Test
    void theSoonestDoneComesFirstOnceBothAreKnown() {
        String version = Route.publish(customer, "routing", runPodAndCheapModal("echo", Route.PRICE));
        standIns.fail(Operation.RUNPOD_RUN, FaultKind.COLD_START, 0, Map.of("millis", SLOW_MILLIS));

        List<String> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            places.add(place(runs.succeeded(runs.start(version, Map.of("text", "x"), "latency"))));
        }
        String usual = place(runs.succeeded(runs.start(version, Map.of("text", "x"))));

        assertThat(places).containsExactly("runpod", "modal", "modal", "modal");
        assertThat(usual).isEqualTo("runpod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "speed", "PRICE"})
    void anotherWordIsRefused(String word) {
        String version = Route.publish(customer, "routing", runPodAndCheapModal("echo", LOW_PRICE));
        ObjectNode body = Api.JSON.createObjectNode().put("version", version).put("routing", word);
        body.putObject("input");

        Answer refused = customer.api().post("/v1/predictions", body).expect(400);

        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(refused.text()).contains("/routing");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Route.PRICE + 1, Long.MAX_VALUE})
    void aTargetIsNeverDearerThanItsVersion(long price) {
        List<Map<String, Object>> targets = runPodAndCheapModal("echo", price);

        assertThatThrownBy(() -> Route.publish(customer, "routing", targets))
                .hasMessageContaining("got 400")
                .hasMessageContaining("/targets/1/price_micros_per_second");
    }

    private List<Map<String, Object>> runPodAndCheapModal(String model, long price) {
        Map<String, String> modal = Route.MODAL.target(customer, standIns, model);
        return List.of(
                Map.copyOf(Route.RUNPOD.target(customer, standIns, model)),
                Map.of(
                        "provider",
                        modal.get("provider"),
                        "endpoint",
                        modal.get("endpoint"),
                        "price_micros_per_second",
                        price));
    }

    /** Where it ran in the end. */
    private static String place(JsonNode prediction) {
        JsonNode attempts = Route.attempts(prediction);
        return attempts.path(attempts.size() - 1).path("provider").asText();
    }

    private static long cost(JsonNode prediction) {
        return prediction.path("metrics").path("cost_micros").asLong();
    }

    /** Of the run time, rounded up. */
    private static long price(JsonNode prediction, long perSecond) {
        long millis = Math.round(prediction.path("metrics").path("predict_time").asDouble() * 1_000);
        return (millis * perSecond + 999) / 1_000;
    }
}
