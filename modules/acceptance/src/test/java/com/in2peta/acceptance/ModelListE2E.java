package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.limit.Limits;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of models in each of its orders. */
@ExtendWith(SharedPlatform.class)
class ModelListE2E {

    private Platform platform;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
    }

    @Test
    void theListIsOrderedAsAskedAndItsPagesLeadOn() {
        Customer author = newCustomer();
        author.publish("language-identifier");
        create(author, "newer");
        publishAgain(author);

        assertThat(firstTwo(author, "")).containsExactly("language-identifier", "newer");
        assertThat(firstTwo(author, "?sort_by=model_created_at")).containsExactly("newer", "language-identifier");
        JsonNode oldest = author.api()
                .get("/v1/models?sort_by=model_created_at&sort_direction=asc")
                .expect(200)
                .body();
        assertThat(oldest.path("results").path(0).path("owner").asText()).isEqualTo("in2peta");
        for (String bad : List.of("sort_by=name", "sort_direction=up")) {
            assertThat(author.api().get("/v1/models?" + bad).expect(400).code()).isEqualTo("invalid-request");
        }
    }

    @Test
    void pagesOfAscendingModelsMeetWithoutAGap() {
        Customer author = newCustomer();
        for (int i = 0; i <= Limits.PAGE_SIZE; i++) {
            create(author, "m" + i);
        }
        for (String order : List.of(
                "?sort_by=model_created_at&sort_direction=asc",
                "?sort_by=model_created_at",
                "?sort_direction=asc",
                "")) {
            JsonNode first = author.api().get("/v1/models" + order).expect(200).body();
            JsonNode second =
                    author.api().get(first.path("next").asText()).expect(200).body();
            JsonNode back = author.api()
                    .get(second.path("previous").asText())
                    .expect(200)
                    .body();

            assertThat(first.path("results")).as(order).hasSize(Limits.PAGE_SIZE);
            assertThat(first.path("previous").isNull()).isTrue();
            assertThat(urls(back)).as(order).isEqualTo(urls(first));
            assertThat(urls(second)).isNotEmpty().doesNotContainAnyElementsOf(urls(first));
        }
    }

    private static void publishAgain(Customer author) {
        ObjectNode content = Customer.model("language-identifier").put("run_limit_seconds", 78);
        content.remove(List.of("name", "description", "tags"));
        author.api()
                .post("/v1/models/" + author.username() + "/language-identifier/versions", content)
                .expect(201);
    }

    private static List<String> firstTwo(Customer customer, String order) {
        return StreamSupport.stream(
                        customer.api()
                                .get("/v1/models" + order)
                                .expect(200)
                                .body()
                                .path("results")
                                .spliterator(),
                        false)
                .filter(model -> model.path("owner").asText().equals(customer.username()))
                .map(model -> model.path("name").asText())
                .limit(2)
                .toList();
    }

    private static List<String> urls(JsonNode page) {
        return page.path("results").findValuesAsText("url");
    }

    private static void create(Customer author, String name) {
        author.api()
                .post(
                        "/v1/models",
                        Map.of("owner", author.username(), "name", name, "visibility", "private", "hardware", "cpu"))
                .expect(201);
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
