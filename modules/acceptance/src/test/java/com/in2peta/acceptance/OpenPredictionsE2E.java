package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nothing is dispatched here, so what is open stays open. */
class OpenPredictionsE2E {

    private static final int MOST = 20;
    /** What the other one of two commits under way can carry. */
    private static final int UNSEEN = 64;

    private static final int CREATES = 200;

    @Test
    void anOrganizationMayHaveSoManyOpenAndOthersAreNotAsked() {
        try (Platform platform = Platform.start(
                SharedPlatform.folder("open-predictions"),
                "in2peta.inference.dispatch-enabled=false",
                "in2peta.inference.open-predictions=" + MOST)) {
            Customer one = customer(platform);
            Customer other = customer(platform);
            Map<String, Object> create = create(one);
            Map<String, Object> othersCreate = create(other);

            for (int i = 0; i < MOST; i++) {
                one.api().post("/v1/predictions", create).expect(201);
            }
            Answer refused = one.api().post("/v1/predictions", create).expect(429);
            assertThat(refused.code()).isEqualTo("too-many-open");
            assertThat(refused.header("Retry-After")).isPresent();

            List<CompletableFuture<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CREATES; i++) {
                calls.add(other.api().postAsync("/v1/predictions", othersCreate));
            }
            List<Integer> statuses =
                    calls.stream().map(call -> call.join().status()).toList();
            assertThat(statuses).containsOnly(201, 429);
            assertThat(statuses.stream().filter(status -> status == 201).count())
                    .isBetween((long) MOST, (long) MOST + UNSEEN);

            String open = one.api()
                    .get("/v1/predictions")
                    .expect(200)
                    .body()
                    .path("results")
                    .path(0)
                    .path("id")
                    .asText();
            one.api().post("/v1/predictions/" + open + "/cancel", Map.of()).expect(200);
            one.api().post("/v1/predictions", create).expect(201);
            one.api().post("/v1/predictions", create).expect(429);
            try (Database database = Database.of(platform)) {
                assertThat(database.brokenInvariants()).isEmpty();
            }
        }
    }

    private static Map<String, Object> create(Customer customer) {
        ObjectNode model = Customer.model("language-identifier");
        model.put("price_micros_per_second", 0);
        return Map.of("version", customer.publish("free", model), "input", Map.of("text", "hello"));
    }

    private static Customer customer(Platform platform) {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
