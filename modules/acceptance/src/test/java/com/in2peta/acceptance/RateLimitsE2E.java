package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rates of requests. What is asked for here is refused afterwards for other reasons: a refusal for the rate comes first and costs nothing. */
@ExtendWith(SharedPlatform.class)
class RateLimitsE2E {

    private static final int BURST = 300;
    private static final int PER_SECOND = 10;
    private static final long PATIENCE_SECONDS = 60;
    private static final Map<String, Object> BAD_CREATE = Map.of("version", "nobody/nothing", "input", Map.of());

    private Platform platform;
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    @Test
    void aBurstIsTakenAndWhatIsBeyondItIsTold() {
        long began = System.nanoTime();
        List<Answer> answers = creates(customer.api(), BURST * 2);
        long seconds = (System.nanoTime() - began) / 1_000_000_000 + 1;

        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(answers.size() - refused.size()).isBetween(BURST, BURST + (int) seconds * PER_SECOND);
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo("rate-limited");
            assertThat(answer.body().path("detail").asText())
                    .isEqualTo("Request was throttled. Your rate limit resets in ~1s.");
            assertThat(answer.header("Retry-After")).contains("1");
            assertThat(answer.header("RateLimit-Remaining")).contains("0");
            assertThat(answer.header("RateLimit-Policy")).contains("600;w=60;burst=300");
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(answer.header("X-Request-Id")).isPresent();
        });
    }

    @Test
    void whatComesBackIsTheRate() {
        exhaust(customer.api());

        long began = System.nanoTime();
        int taken = 0;
        while (taken < 2 * PER_SECOND) {
            taken += create(customer.api()).status() == 429 ? 0 : 1;
        }

        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_800));
    }

    @Test
    void everyAnswerToAKnownCallerSaysWhatIsLeft() {
        Answer first = customer.api().get("/v1/models").expect(200);
        Answer second = customer.api().get("/v1/predictions/" + "a".repeat(26)).expect(404);

        assertThat(first.header("RateLimit-Limit")).contains("1500");
        assertThat(first.header("RateLimit-Policy")).contains("3000;w=60;burst=1500");
        assertThat(number(second, "RateLimit-Remaining")).isBetween(1_480L, 1_499L);
        assertThat(number(second, "RateLimit-Reset")).isEqualTo(1);
        assertThat(platform.api().get("/v1/models").header("RateLimit-Limit")).isEmpty();
    }

    @Test
    void othersAreCountedByThemselves() {
        Customer other = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());

        exhaust(customer.api());

        assertThat(create(other.api()).status()).isEqualTo(404);
        customer.api().get("/v1/predictions").expect(200);
    }

    @Test
    void anAccountHasTwiceTheRateOfAKeyForAllItsKeys() {
        Api second = newKey("second");
        Api third = newKey("third");

        exhaust(customer.api());
        assertThat(create(second).status()).isEqualTo(404);
        exhaust(second);

        // By itself the third key could go on for much longer; meanwhile a little flows into the account's bucket
        // again.
        List<Answer> answers = creates(third, BURST / 2);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 429)
                .isNotEmpty()
                .allSatisfy(refused ->
                        assertThat(number(refused, "RateLimit-Remaining")).isZero());
    }

    @Test
    void refusalsAreOneRowOfTheUsageLogAndACounter() {
        double before = refusals();
        exhaust(customer.api());
        List<Answer> more = creates(customer.api(), 200);
        long refused = more.stream().filter(answer -> answer.status() == 429).count();

        assertThat(refusals() - before).isGreaterThanOrEqualTo(refused);
        try (Database database = Database.of(platform)) {
            String rows = """
                    select count(*) from inference.usage_log u join identity.organization o using (organization_id)
                    where o.username = ? and u.status = ?""";
            Platform.await(
                    "the usage log", PATIENCE_SECONDS, () -> database.number(rows, customer.username(), 404) >= BURST);
            assertThat(database.number(rows, customer.username(), 429)).isEqualTo(1);
        }
    }

    @Test
    void aNodeGivesOutItsShare() {
        try (Database database = Database.of(platform)) {
            database.change("insert into kernel.node values (gen_random_uuid(), now(), now() + interval '1 hour')");
            Platform.await("half of the rate", PATIENCE_SECONDS, () -> limit().equals(Optional.of("750")));
            database.change("delete from kernel.node where seen_at > now() + interval '1 minute'");
            Platform.await("all of the rate", PATIENCE_SECONDS, () -> limit().equals(Optional.of("1500")));
        }
    }

    @Test
    void theContractTellsEveryKnownCallerOfIt() {
        JsonNode paths = platform.api()
                .raw("GET", "/openapi", new byte[0], "Accept", "application/json")
                .expect(200)
                .body()
                .path("paths");

        paths.forEach(path -> path.forEach(operation -> {
            if (!operation.path("security").isEmpty()) {
                assertThat(operation.path("responses").has("429"))
                        .as(operation.path("operationId").asText())
                        .isTrue();
            }
        }));
        assertThat(paths.path("/v1/auth/sign-up").path("post").path("responses").has("429"))
                .isFalse();
    }

    private Optional<String> limit() {
        return customer.api().get("/v1/models").header("RateLimit-Limit");
    }

    private double refusals() {
        return platform.api()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("in2peta_rate_limited_total") && line.contains("creates"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Api newKey(String name) {
        return platform.api()
                .as(customer.apiByToken()
                        .post("/v1/api-keys", Map.of("name", name))
                        .expect(201)
                        .body()
                        .path("key")
                        .asText());
    }

    private void exhaust(Api api) {
        assertThat(creates(api, BURST + 100)).anyMatch(answer -> answer.status() == 429);
    }

    private static Answer create(Api api) {
        return api.post("/v1/predictions", BAD_CREATE);
    }

    private static List<Answer> creates(Api api, int count) {
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(api.postAsync("/v1/predictions", BAD_CREATE));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static long number(Answer answer, String header) {
        return answer.header(header).map(Long::valueOf).orElse(-1L);
    }
}
