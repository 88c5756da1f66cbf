package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the targets of a model do: for its owner, and for operations. */
@ExtendWith(SharedPlatform.class)
class StatisticsE2E {

    private static final long SECONDS = 60;
    private static final int SLEEPS = 3;
    private static final double SLEEP_SECONDS = 1;
    private static final int CALLERS = 4;
    private static final String COUNT = "select inference.tally_targets(now(), interval '48 hours')";

    private Platform platform;
    private Database database;
    private Customer owner;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        database = Database.of(shared);
        owner = customer();
        owner.buy("inr-500");
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void theOwnerSeesOutcomesAndTimes() {
        String sleeping = publish("sleep");
        for (int i = 0; i < SLEEPS; i++) {
            ended(run(sleeping, Map.of("ms", (int) (SLEEP_SECONDS * 1_000))));
        }

        JsonNode target = counted("sleep", SLEEPS);

        assertThat(target.path("version").asText()).isEqualTo(sleeping);
        assertThat(target.path("target").asInt(-1)).isZero();
        assertThat(target.path("provider").asText()).isEqualTo("runpod");
        assertThat(target.path("success_rate").asDouble()).isEqualTo(1);
        assertThat(target.path("outcomes"))
                .hasToString("{\"succeeded\":3,\"failed\":0,\"timed_out\":0,\"refused\":0,\"lost\":0}");
        assertThat(target.path("predict_time").path("p50").asDouble()).isBetween(SLEEP_SECONDS, 2 * SLEEP_SECONDS);
        assertThat(target.path("predict_time").path("p95").asDouble())
                .isGreaterThanOrEqualTo(target.path("predict_time").path("p50").asDouble());
        assertThat(target.path("queue_time").path("p50").asDouble()).isNotNegative();
        assertThat(cold(sleeping))
                .as("only the first one found the target idle")
                .isOne();
        assertThat(target.path("cold_start").path("p50").asDouble()).isNotNegative();
    }

    @Test
    void whatFailsIsCountedAndHasNoTimes() {
        ended(run(publish("fail"), Map.of("message", "no such luck")));

        JsonNode target = counted("fail", 1);

        assertThat(target.path("success_rate").asDouble(-1)).isZero();
        assertThat(target.path("outcomes").path("failed").asInt()).isOne();
        assertThat(target.path("predict_time").isNull()).isTrue();
        assertThat(target.path("cold_start").isNull()).isTrue();
    }

    @Test
    void nobodyElseSeesThem() {
        publish("echo");

        assertThat(statistics(owner, "echo", "").expect(200).body()).hasToString("{\"hours\":24,\"targets\":[]}");
        statistics(customer(), "echo", "").expect(404);
        assertThat(owner.api()
                        .get("/v1/models/in2peta/language-identifier/statistics")
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "49", "-1", "1.5", "day", ""})
    void aTimeThatIsNotKeptIsRefused(String hours) {
        publish("echo");

        Api.Answer answer = statistics(owner, "echo", "?hours=" + hours).expect(400);

        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.body().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/hours");
    }

    @Test
    void nothingIsCountedTwiceHoweverManyCountAtOnce() {
        String version = publish("echo");
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(i -> run(version, Map.of("text", "x")))
                .toList();
        ids.forEach(this::ended);

        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try (Database another = Database.of(platform)) {
                        another.as("in2p_batch").rows(COUNT);
                        another.rows(COUNT);
                    }
                }))
                .toList();
        callers.forEach(CompletableFuture::join);

        assertThat(counted("echo", ids.size())
                        .path("outcomes")
                        .path("succeeded")
                        .asInt())
                .isEqualTo(ids.size());
    }

    @Test
    void aCountThatIsBrokenOffIsMadeAnew() {
        String version = publish("echo");
        ended(run(version, Map.of("text", "x")));

        database.execute("begin");
        database.rows(COUNT);
        database.execute("rollback");

        assertThat(counted("echo", 1).path("attempts").asInt()).isOne();
    }

    @Test
    void operationsSeeProvidersAndNobodyElse() {
        String version = publish("echo");
        ended(run(version, Map.of("text", "x")));
        counted("echo", 1);

        Platform.await(
                "the last hour",
                SECONDS,
                () -> metrics()
                        .lines()
                        .anyMatch(line -> line.startsWith("in2peta_target_success_ratio{")
                                && line.contains("provider=\"runpod\"")
                                && !line.endsWith("NaN")));
        assertThat(metrics().lines().filter(line -> line.startsWith("in2peta_attempts_total{")))
                .anyMatch(line -> line.contains("provider=\"runpod\"") && line.contains("outcome=\"succeeded\""));
        assertThat(metrics().lines().filter(line -> line.startsWith("in2peta_target_seconds{")))
                .anyMatch(line -> line.contains("quantile=\"0.95\"") && line.contains("what=\"run\""));
        assertThat(metrics()).doesNotContain(owner.username(), organization(), version);
    }

    private String metrics() {
        return platform.api().get("/metrics").expect(200).text();
    }

    private String organization() {
        return database.rows("select organization_id from identity.organization where username = ?", owner.username())
                .get(0);
    }

    private long cold(String version) {
        return database.number(
                "select coalesce(sum(attempts), 0) from inference.target_tally where version_id = ? and what = 'cold_start'",
                version);
    }

    /** The only target, once so many attempts have been counted. */
    private JsonNode counted(String name, int attempts) {
        Platform.await(
                "the count",
                SECONDS,
                () -> statistics(owner, name, "?hours=1")
                                .expect(200)
                                .body()
                                .path("targets")
                                .path(0)
                                .path("attempts")
                                .asInt()
                        >= attempts);
        JsonNode targets =
                statistics(owner, name, "?hours=1").expect(200).body().path("targets");
        assertThat(targets).hasSize(1);
        assertThat(targets.path(0).path("attempts").asInt()).isEqualTo(attempts);
        return targets.path(0);
    }

    private Api.Answer statistics(Customer customer, String name, String query) {
        return customer.api().get("/v1/models/" + owner.username() + "/" + name + "/statistics" + query);
    }

    private String publish(String endpoint) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "runpod").put("endpoint", endpoint);
        model.putObject("input_schema").put("type", "object");
        model.putObject("output_schema").put("type", "object");
        model.set("default_example", Api.JSON.valueToTree(Map.of("input", Map.of(), "output", Map.of())));
        return owner.publish(endpoint, model);
    }

    private String run(String version, Map<String, Object> input) {
        return owner.predict(version, Api.JSON.valueToTree(input))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private void ended(String id) {
        Platform.await(
                "the end of the prediction",
                SECONDS,
                () -> !owner.api()
                        .get("/v1/predictions/" + id)
                        .expect(200)
                        .body()
                        .path("completed_at")
                        .isNull());
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
