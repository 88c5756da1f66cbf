package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who limits what may be spent is refused what could exceed it, and told in time. */
@ExtendWith(SharedPlatform.class)
class SpendLimitsE2E {

    private static final long PATIENCE_SECONDS = 90;
    private static final String LIMITS = "/v1/billing/limits";

    private Platform platform;
    private Customer customer;
    private String version;
    private long hold;

    @BeforeEach
    void buy(Platform shared) {
        platform = shared;
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        JsonNode model = Customer.model("language-identifier");
        version = customer.publish("language-identifier");
        hold = model.path("price_micros_per_second").asLong()
                * model.path("run_limit_seconds").asLong();
    }

    @AfterEach
    void theBooksBalance() {
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    void aHardLimitRefusesWhatCouldExceedItAndSaysWhatItLeaves() {
        String limit = create(Map.of("currency", "INR", "period", "day", "most_micros", hold + 1));
        run();
        long spent = get(limit).path("spent_micros").asLong();
        assertThat(spent).isPositive().isLessThanOrEqualTo(hold);
        assertThat(get(limit).path("reserved_micros").asLong()).isZero();
        change(limit, spent + hold - 1);

        Answer refused = predict();

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.code()).isEqualTo("spend-limit-reached");
        assertThat(refused.body().path("detail").asText()).contains("a day leaves " + (hold - 1));
        change(limit, spent + hold);
        run();
        customer.api().delete(LIMITS + "/" + limit).expect(204);
        run();
    }

    @Test
    void aKeysLimitIsOfThatKeyAlone() {
        create(Map.of("currency", "INR", "period", "month", "most_micros", 1, "api_key_id", customer.keyId()));

        assertThat(predict().code()).isEqualTo("spend-limit-reached");

        assertThat(customer.apiByToken()
                        .post("/v1/predictions", body(), "Prefer", "wait=30")
                        .expect(201)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("succeeded");
    }

    @Test
    void aSoftLimitTellsOnceAndRefusesNothing() {
        create(Map.of("currency", "INR", "period", "day", "most_micros", 1, "hard", false));

        run();
        run();

        String mails = platform.ready().path("mailUrl").asText() + "/messages?to=" + customer.email();
        Api anybody = Api.at(platform.ready().path("sandboxUrl").asText());
        Platform.await(
                "the mail", PATIENCE_SECONDS, () -> anybody.get(mails).text().contains("spend limit"));
        run();
        assertThat(anybody.get(mails).text().split("of a spend limit are used", -1))
                .hasSize(2);
    }

    @Test
    void badRequestsChangeNothing() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("period", "year"),
                Map.of("most_micros", 0),
                Map.of("most_micros", -1),
                Map.of("most_micros", 1.5),
                Map.of("currency", "rupee"))) {
            Map<String, Object> limit = new HashMap<>(Map.of("currency", "INR", "period", "day", "most_micros", 1));
            limit.putAll(wrong);
            customer.api().post(LIMITS, limit).expect(400);
        }
        String limit = create(Map.of("currency", "INR", "period", "day", "most_micros", 7));
        customer.api()
                .post(LIMITS, Map.of("currency", "INR", "period", "day", "most_micros", 8))
                .expect(409);
        Customer other = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        other.api().get(LIMITS + "/" + limit).expect(404);
        other.api().delete(LIMITS + "/" + limit).expect(404);
        customer.api().get(LIMITS + "/" + UUID.randomUUID()).expect(404);

        JsonNode all = customer.api().get(LIMITS).expect(200).body().path("results");
        assertThat(all).hasSize(1);
        assertThat(all.path(0).path("most_micros").asLong()).isEqualTo(7);
    }

    @Test
    void whoHasTooLittleIsToldHowMuchIsMissing() {
        Customer poor = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        String own = poor.publish("language-identifier");

        Answer refused = poor.predict(own, input());

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.code()).isEqualTo("insufficient-credit");
        assertThat(refused.body().path("detail").asText()).contains("0 are available: " + hold + " are missing");
    }

    private static JsonNode input() {
        return Api.JSON.valueToTree(Map.of("text", "Where is the station?"));
    }

    private Map<String, Object> body() {
        return Map.of("version", version, "input", input());
    }

    private Answer predict() {
        return customer.predict(version, input(), "Prefer", "wait=30");
    }

    private void run() {
        assertThat(predict().expect(201).body().path("status").asText()).isEqualTo("succeeded");
    }

    private String create(Map<String, Object> limit) {
        return customer.api().post(LIMITS, limit).expect(201).body().path("id").asText();
    }

    private JsonNode get(String limit) {
        return customer.api().get(LIMITS + "/" + limit).expect(200).body();
    }

    private void change(String limit, long micros) {
        customer.api()
                .raw(
                        "PATCH",
                        LIMITS + "/" + limit,
                        ("{\"most_micros\": " + micros + "}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json")
                .expect(200);
    }
}
