package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What predictions cost, in every grouping the same as in the books. */
@ExtendWith(SharedPlatform.class)
class UsageCostsE2E {

    private static final String COSTS = "/v1/usage/costs";
    private static final String FORMULA = "=HYPERLINK(\"http://x\",\"y\")";
    private static final int MANY = 10_150;

    private Platform platform;
    private Customer customer;
    private JsonNode secondKey;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = newCustomer();
    }

    @Test
    void everyGroupingSumsUpToTheLedger() {
        runSome();
        Map<String, Long> charged = new TreeMap<>();
        long ledger = 0;
        for (JsonNode movement : all(customer.api(), "/v1/billing/transactions")) {
            if (movement.path("kind").asText().equals("usage")) {
                ledger -= movement.path("amount_micros").asLong();
                charged.merge(
                        movement.path("created_at").asText().substring(0, 10),
                        -movement.path("amount_micros").asLong(),
                        Long::sum);
            }
        }

        assertThat(ledger).isPositive();
        for (String grouping : List.of("day", "key", "model", "end_user", "prediction")) {
            List<JsonNode> rows = costs(grouping);
            assertThat(sum(rows, "cost_micros")).as(grouping).isEqualTo(ledger);
            assertThat(sum(rows, "predictions")).as(grouping).isEqualTo(6);
            assertThat(sum(rows, "succeeded")).as(grouping).isEqualTo(5);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.path("currency").asText()).isEqualTo("INR"));
        }
        assertThat(byGroup(costs("day"))).isEqualTo(charged);
        assertThat(customer.api().get(COSTS).expect(200).body().path("results"))
                .containsExactlyElementsOf(costs("day"));
        for (JsonNode row : costs("prediction")) {
            JsonNode prediction = customer.api()
                    .get("/v1/predictions/" + row.path("group").asText())
                    .expect(200)
                    .body();
            assertThat(prediction.path("metrics").path("cost_micros").asLong())
                    .isEqualTo(row.path("cost_micros").asLong());
        }
    }

    @Test
    void groupsAreNamedByWhatTheyAre() {
        runSome();
        customer.apiByToken()
                .delete("/v1/api-keys/" + secondKey.path("id").asText())
                .expect(204);

        assertThat(costs("key"))
                .extracting(row -> row.path("group").asText("none") + " "
                        + row.path("name").asText("none") + " " + row.path("predictions"))
                .containsExactlyInAnyOrder(
                        customer.keyId() + " test 3", secondKey.path("id").asText() + " second 2", "none none 1");
        assertThat(byGroup(costs("end_user"))).containsOnlyKeys("asha", FORMULA, "null");
        assertThat(byGroup(costs("model")))
                .containsOnlyKeys(
                        customer.username() + "/language-identifier",
                        customer.username() + "/text-generator",
                        customer.username() + "/nothing");
    }

    @Test
    void aPeriodIsThatOfTheEnd() {
        runSome();
        List<JsonNode> newestFirst = costs("prediction");
        String id = newestFirst.get(newestFirst.size() - 1).path("group").asText();
        String end = customer.api()
                .get("/v1/predictions/" + id)
                .body()
                .path("completed_at")
                .asText();

        assertThat(costs("prediction&from=" + end))
                .extracting(row -> row.path("group").asText())
                .contains(id);
        assertThat(costs("prediction&to=" + end))
                .extracting(row -> row.path("group").asText())
                .doesNotContain(id);
        assertThat(sum(costs("model&from=" + end), "predictions") + sum(costs("model&to=" + end), "predictions"))
                .isEqualTo(6);
        assertThat(costs("day&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void aSpreadsheetGetsTheSameAndNoFormula() {
        runSome();

        Answer answer = csv(COSTS + "?group_by=end_user").expect(200);

        assertThat(answer.header("Content-Type")).get().asString().startsWith("text/csv");
        List<String> lines = answer.text().lines().toList();
        assertThat(lines.get(0)).isEqualTo("group,name,predictions,succeeded,run_millis,cost_micros,currency");
        assertThat(lines).hasSize(4);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",,2,2,")
                        .endsWith(",INR"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("asha,,2,2,"));
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void longListsHavePagesForwardsAndBackwards() {
        try (Database database = Database.of(platform)) {
            database.change("""
                    insert into inference.prediction (id, organization_id, model_id, model, version_id, status, currency,
                        price_micros_per_second, hold_micros, run_millis, cost_micros, created_at, completed_at, end_user)
                    select gen_random_uuid(), o.organization_id, gen_random_uuid(), 'a/b', 'v', 'succeeded', 'INR', 0, 0, 5, 0,
                        now() - interval '1 minute', now(), repeat('ü', 120) || i
                    from identity.organization o, generate_series(1, ?) i where o.username = ?""", MANY, customer.username());
        }

        Answer first = csv(COSTS + "?group_by=end_user").expect(200);
        assertThat(first.text().lines()).hasSize(10_001);
        Matcher next = Pattern.compile("<([^>]+)>; ?rel=\"next\"")
                .matcher(first.header("Link").orElseThrow());
        assertThat(next.find()).isTrue();
        assertThat(csv(next.group(1)).expect(200).text().lines()).hasSize(MANY - 10_000 + 1);

        for (String grouping : List.of("end_user", "prediction")) {
            JsonNode page = customer.api()
                    .get(COSTS + "?group_by=" + grouping)
                    .expect(200)
                    .body();
            JsonNode second =
                    customer.api().get(page.path("next").asText()).expect(200).body();
            assertThat(second.path("results")).hasSize(100).doesNotContainAnyElementsOf(page.path("results"));
            assertThat(customer.api()
                            .get(second.path("previous").asText())
                            .expect(200)
                            .body()
                            .path("results"))
                    .isEqualTo(page.path("results"));
        }
        assertThat(sum(costs("model"), "predictions")).isEqualTo(MANY);
    }

    @Test
    void whatOthersSpendIsNobodyElsesBusiness() {
        runSome();

        for (String grouping : List.of("day", "key", "model", "end_user", "prediction")) {
            assertThat(newCustomer()
                            .api()
                            .get(COSTS + "?group_by=" + grouping)
                            .expect(200)
                            .body()
                            .path("results"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_by=hour",
                "group_by=",
                "group_by=DAY",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=%2B999999999-01-01T00:00:00Z",
                "to=0000-01-01T00:00:00Z",
                "cursor=b0lOUjAwMDAtMDEtMDE", // a day that the database does not have
                "group_by=model&cursor=b0lOUgA", // a null character
                "group_by=prediction&cursor=b0lOUngh",
                "cursor=b0k"
            })
    void whatCannotBeAskedIsRefused(String query) {
        Answer answer = customer.api().get(COSTS + "?" + query).expect(400);

        assertThat(answer.code()).isIn("invalid-request", "invalid-cursor");
        assertThat(csv(COSTS + "?" + query).expect(400).header("Content-Type")).contains("application/problem+json");
    }

    /** Five that succeed and one that fails, by two keys and a token, for two end users and nobody. */
    private void runSome() {
        customer.buy("inr-500");
        secondKey = customer.apiByToken()
                .post("/v1/api-keys", Map.of("name", "second"))
                .expect(201)
                .body();
        Api second = platform.api().as(secondKey.path("key").asText());
        String languages = customer.publish("language-identifier");
        String writer = customer.publish("text-generator");
        ObjectNode broken = Customer.model("language-identifier");
        broken.putObject("target").put("provider", "worker").put("endpoint", "nothing-here");
        String nothing = customer.publish("nothing", broken);
        Map<String, Object> text = Map.of("text", "hello");
        Map<String, Object> prompt = Map.of("prompt", "Once", "max_characters", 10);

        List<String> ids = new ArrayList<>();
        ids.add(create(customer.api(), Map.of("version", languages, "input", text, "end_user", "asha")));
        ids.add(create(customer.api(), Map.of("version", writer, "input", prompt, "end_user", "asha")));
        ids.add(create(second, Map.of("version", languages, "input", text, "end_user", FORMULA)));
        ids.add(create(second, Map.of("version", writer, "input", prompt, "end_user", FORMULA)));
        ids.add(create(customer.apiByToken(), Map.of("version", languages, "input", text)));
        ids.add(create(customer.api(), Map.of("version", nothing, "input", text)));
        ids.forEach(id -> Platform.await(
                "the end of " + id,
                60,
                () -> !customer.api()
                        .get("/v1/predictions/" + id)
                        .body()
                        .path("completed_at")
                        .isNull()));
    }

    private static String create(Api api, Map<String, Object> body) {
        return api.post("/v1/predictions", body).expect(201).body().path("id").asText();
    }

    private List<JsonNode> costs(String query) {
        return all(customer.api(), COSTS + "?group_by=" + query);
    }

    private Answer csv(String path) {
        return customer.api().raw("GET", path, new byte[0], "Accept", "text/csv");
    }

    private static List<JsonNode> all(Api api, String first) {
        List<JsonNode> rows = new ArrayList<>();
        String next = first;
        while (!next.equals("null")) {
            JsonNode page = api.get(next).expect(200).body();
            page.path("results").forEach(rows::add);
            next = page.path("next").asText();
        }
        return rows;
    }

    private static long sum(List<JsonNode> rows, String field) {
        return rows.stream().mapToLong(row -> row.path(field).asLong()).sum();
    }

    private static Map<String, Long> byGroup(List<JsonNode> rows) {
        Map<String, Long> costs = new TreeMap<>();
        rows.forEach(row ->
                costs.put(row.path("group").asText(), row.path("cost_micros").asLong()));
        return costs;
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
