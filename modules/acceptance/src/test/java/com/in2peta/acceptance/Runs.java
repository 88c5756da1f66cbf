package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predictions of one customer who does nothing else, so that the balance tells what they were charged. */
final class Runs {

    private static final long SECONDS = 120;
    private static final List<String> ENDS = List.of("succeeded", "failed", "canceled");

    private final Customer customer;
    private final List<String> made = new ArrayList<>();
    private long left;

    /** @param customer who has credits */
    Runs(Customer customer) {
        this.customer = customer;
        this.left = customer.balance("posted_micros");
    }

    String start(String version, Map<String, Object> input) {
        return count(customer.predict(version, Api.JSON.valueToTree(input))
                .expect(201)
                .body()
                .path("id")
                .asText());
    }

    /** The same with a wish about the target. */
    String start(String version, Map<String, Object> input, String routing) {
        Map<String, Object> body = Map.of("version", version, "input", input, "routing", routing);
        return count(customer.api()
                .post("/v1/predictions", body)
                .expect(201)
                .body()
                .path("id")
                .asText());
    }

    /** One that was made otherwise. */
    String count(String id) {
        made.add(id);
        return id;
    }

    JsonNode ended(String id) {
        Platform.await(
                "the end of prediction " + id,
                SECONDS,
                () -> ENDS.contains(get(id).path("status").asText()));
        return get(id);
    }

    JsonNode succeeded(String id) {
        JsonNode prediction = ended(id);
        assertThat(prediction.path("status").asText()).as(prediction.toString()).isEqualTo("succeeded");
        return prediction;
    }

    JsonNode failed(String id) {
        JsonNode prediction = ended(id);
        assertThat(prediction.path("status").asText()).as(prediction.toString()).isEqualTo("failed");
        return prediction;
    }

    JsonNode get(String id) {
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }

    /** Every prediction that was made since the last look ends and is charged what it says, once; nothing is held. */
    void areChargedOnce() {
        long costs = made.stream()
                .map(this::ended)
                .mapToLong(prediction ->
                        prediction.path("metrics").path("cost_micros").asLong())
                .sum();
        made.clear();
        long charged = left - customer.balance("posted_micros");
        left -= charged;
        assertThat(charged).isEqualTo(costs);
        assertThat(customer.balance("held_micros")).isZero();
    }
}
