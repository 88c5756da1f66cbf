package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one customer has does not exist for another. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenancyE2E {

    private Customer owner;
    private Customer stranger;
    private String version;
    private String prediction;
    private String order;

    @BeforeAll
    void signUp(Platform platform) {
        owner = newCustomer(platform);
        stranger = newCustomer(platform);
        stranger.buy("inr-500");
        order = owner.buy("inr-500").path("id").asText();
        version = owner.publish("language-identifier");
        prediction = owner.predict(version, input(), "Prefer", "wait")
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    @Test
    void anothersPredictionIsNotFound() {
        owner.api().get("/v1/predictions/" + prediction).expect(200);

        notFound(stranger.api().get("/v1/predictions/" + prediction));
        notFound(stranger.api().post("/v1/predictions/" + prediction + "/cancel", Map.of()));
    }

    @Test
    void anothersOrderIsNotFound() {
        owner.api().get("/v1/billing/orders/" + order).expect(200);

        notFound(stranger.api().get("/v1/billing/orders/" + order));
    }

    @Test
    void anothersKeyIsNotFoundAndStaysGood() {
        notFound(stranger.api().delete("/v1/api-keys/" + owner.keyId()));

        owner.api().get("/v1/account").expect(200);
    }

    @Test
    void anothersPrivateModelIsNotFound() {
        String model = owner.username() + "/language-identifier";
        owner.api().get("/v1/models/" + model).expect(200);

        notFound(stranger.api().get("/v1/models/" + model));
        notFound(stranger.api().get("/v1/models/" + model + "/versions"));
        notFound(stranger.api().get("/v1/models/" + model + "/versions/" + version));
        for (String reference : List.of(version, model, model + ":" + version)) {
            notFound(stranger.predict(reference, input()));
        }
        notFound(stranger.api().post("/v1/models/" + model + "/predictions", Map.of("input", input())));
    }

    @Test
    void anothersPublicModelRunsButTakesNoVersionOfAStranger() {
        JsonNode description = Customer.model("language-identifier");
        owner.api()
                .post(
                        "/v1/models",
                        Map.of("owner", owner.username(), "name", "open", "visibility", "public", "hardware", "cpu"))
                .expect(201);
        Map<String, Object> content = Map.of(
                "input_schema", description.path("input_schema"),
                "output_schema", description.path("output_schema"),
                "price_micros_per_second", 1,
                "run_limit_seconds", 30,
                "target", description.path("target"));
        String versions = "/v1/models/" + owner.username() + "/open/versions";
        owner.api().post(versions, content).expect(201);

        JsonNode run = stranger.predict(owner.username() + "/open", input(), "Prefer", "wait")
                .expect(201)
                .body();

        assertThat(run.path("status").asText()).isEqualTo("succeeded");
        assertThat(stranger.api().post(versions, content).expect(403).code()).isEqualTo("forbidden");
        notFound(owner.api().get("/v1/predictions/" + run.path("id").asText()));
    }

    @Test
    void listsHoldOnlyWhatIsOnesOwn() {
        for (String list : List.of("/v1/predictions", "/v1/api-keys", "/v1/billing/orders", "/v1/usage")) {
            String seen = stranger.api().get(list).expect(200).text();
            assertThat(seen).doesNotContain(prediction, owner.keyId(), order);
        }
        assertThat(stranger.api().get("/v1/models").expect(200).text())
                .doesNotContain(owner.username() + "/language-identifier");
    }

    private static void notFound(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not-found");
    }

    private static JsonNode input() {
        return Api.JSON.valueToTree(Map.of("text", "hello"));
    }

    private static Customer newCustomer(Platform platform) {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
