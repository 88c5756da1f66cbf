package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one PostgreSQL and one broker: they share the work, and one of them may die or stand still in the middle of it. */
class NodesE2E {

    private static final String FIRST = "payara";
    private static final String SECOND = "payara-2";
    private static final int SECOND_INDEX = 1;

    /** 1.2 times the lease of what a node has in hand. */
    private static final long TAKEN_OVER_SECONDS = 72;

    private static final long SECONDS = 60;
    private static final long RESTART_SECONDS = 180;
    /** What one server hands over to an endpoint at once. */
    private static final int ROOM = 32;

    private static final int SHARED = 2 * ROOM;

    private static final int LONG_CALL_MILLIS = 5_000;
    private static final int IN_HAND = 6;
    private static final int RUN_MILLIS = 10_000;
    private static final int SHORT_MILLIS = 500;
    private static final int RUN_LIMIT_SECONDS = 120;
    private static final Pattern ATTEMPTS = Pattern.compile("in2peta_attempts_total\\{([^}]*)} (\\d+)");

    private static Platform platform;

    private StandIns standIns;
    private Database database;
    private Customer customer;
    private String organization;

    @BeforeAll
    static void startTwo() {
        platform = Platform.startNodes(
                2,
                SharedPlatform.folder("nodes"),
                "in2peta.inference.provider-calls=" + 4 * ROOM,
                "in2peta.models.providers=runpod,worker,koyeb",
                "in2peta.inference.koyeb-enabled=true",
                "in2peta.inference.koyeb-host=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @BeforeEach
    void signUp() {
        Platform.await("the second server", RESTART_SECONDS, NodesE2E::secondServes);
        standIns = StandIns.of(platform);
        database = Database.of(platform);
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-10000");
        organization = database.rows(
                        "select organization_id from identity.organization where username = ?", customer.username())
                .get(0);
    }

    @AfterEach
    void behaveAgain() {
        standIns.clear();
        database.close();
    }

    /** The calls last, so that one has no room for all of them. */
    @Test
    void whatOneHasNoRoomForTheOtherDoes() {
        String version = publish("at-runpod", "runpod", "sleep");
        standIns.fail(Operation.RUNPOD_RUN, FaultKind.LATENCY, 0, Map.of("millis", LONG_CALL_MILLIS));

        for (int i = 0; i < SHARED; i++) {
            create(customer.api(), version, Map.of("ms", SHORT_MILLIS));
        }

        succeeded(SHARED);
        Platform.await(
                "the register of nodes", SECONDS, () -> database.number("select count(*) from kernel.node") == 2);
        String submissions = standIns.requests(Operation.RUNPOD_RUN).toString();
        assertThat(submissions)
                .contains(platform.ready().path("nodeUrls").path(0).asText() + "/v1/callbacks/")
                .contains(platform.ready().path("nodeUrls").path(SECOND_INDEX).asText() + "/v1/callbacks/");
        chargedOnce(SHARED);
    }

    @Test
    void whatADeadOneHadInHandIsTakenOver() {
        letTheSecondHaveInHand();

        platform.kill(SECOND);

        Platform.await("the other one to take over", TAKEN_OVER_SECONDS, this::isTakenOver);
        succeeded(IN_HAND);
        chargedOnce(IN_HAND);
    }

    @Test
    void oneThatComesBackDoesNotWriteOverItsSuccessor() {
        long before = ended();
        letTheSecondHaveInHand();
        List<String> results = new ArrayList<>();

        platform.whileHanging(SECOND, () -> {
            Platform.await("the other one to take over", TAKEN_OVER_SECONDS, this::isTakenOver);
            succeeded(IN_HAND);
            results.addAll(results());
        });

        Platform.await("the second server to hear how its calls ended", SECONDS, () -> ended() == before + IN_HAND);
        somethingAfterItEndsAtTheSecond();
        assertThat(results()).hasSize(IN_HAND + 1).containsAll(results);
        chargedOnce(IN_HAND + 1);
    }

    /** Calls that last as long as their runs, all of them made by the second server, because the first one hangs meanwhile. */
    private void letTheSecondHaveInHand() {
        customer.api()
                .post(
                        "/v1/endpoints",
                        Map.of(
                                "provider",
                                "koyeb",
                                "name",
                                "sleep",
                                "url",
                                standIns.fact("koyeb", "url") + "/sleep",
                                "secret",
                                standIns.fact("koyeb", "serviceToken")))
                .expect(201);
        String version = publish("at-koyeb", "koyeb", "sleep");
        standIns.clear();
        platform.whileHanging(FIRST, () -> {
            for (int i = 0; i < IN_HAND; i++) {
                create(second().as(customer.key()), version, Map.of("ms", RUN_MILLIS));
            }
            Platform.await(
                    "the calls",
                    SECONDS,
                    () -> standIns.requests(Operation.KOYEB_CALL).size() == IN_HAND);
        });
        assertThat(isTakenOver()).isFalse();
    }

    /** What ends later is committed later: then the second server has tried to write what it had heard. */
    private void somethingAfterItEndsAtTheSecond() {
        long before = ended();
        String version = publish("at-koyeb-again", "koyeb", "sleep");
        platform.whileHanging(FIRST, () -> {
            create(second().as(customer.key()), version, Map.of("ms", SHORT_MILLIS));
            Platform.await("one more to end", SECONDS, () -> ended() == before + 1);
        });
        succeeded(IN_HAND + 1);
    }

    private static Api second() {
        return platform.node(SECOND_INDEX);
    }

    private static boolean secondServes() {
        try {
            return ProcessHandle.of(platform.pid(SECOND)).isPresent()
                    && second().get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String publish(String name, String provider, String endpoint) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", provider).put("endpoint", endpoint);
        model.putObject("input_schema").put("type", "object");
        model.putObject("output_schema").put("type", "object");
        model.put("run_limit_seconds", RUN_LIMIT_SECONDS);
        model.set("default_example", Api.JSON.valueToTree(Map.of("input", Map.of(), "output", Map.of())));
        return customer.publish(name, model);
    }

    private static void create(Api api, String version, Map<String, Object> input) {
        api.post("/v1/predictions", Map.of("version", version, "input", input)).expect(201);
    }

    /** Whatever the second server had claimed has been claimed again. */
    private boolean isTakenOver() {
        return database.number(
                        "select count(*) from inference.dispatch where organization_id = ?::uuid and fence < 2",
                        organization)
                == 0;
    }

    private void succeeded(int count) {
        Platform.await(
                "the end of the predictions",
                SECONDS,
                () -> database.number(
                                "select count(*) from inference.prediction where organization_id = ?::uuid and completed_at is not null",
                                organization)
                        == count);
        assertThat(database.rows(
                        "select distinct status from inference.prediction where organization_id = ?::uuid",
                        organization))
                .containsExactly("succeeded");
    }

    private List<String> results() {
        return database.rows("""
                select p.id, p.status, p.completed_at, p.run_millis, p.cost_micros, p.tries, md5(c.output) from inference.prediction p
                    join inference.payload c on c.prediction_id = p.id
                where p.organization_id = ?::uuid""", organization);
    }

    /** Each by its cost, and nothing is held any more. */
    private void chargedOnce(int count) {
        assertThat(database.rows("""
                select count(*), count(distinct t.id), count(*) filter (where t.amount = p.cost_micros and t.amount > 0)
                from inference.prediction p join billing.every_charge t on t.id = p.id
                where p.organization_id = ?::uuid""", organization)).containsExactly(count + "|" + count + "|" + count);
        assertThat(customer.balance("held_micros")).isZero();
        assertThat(database.brokenInvariants()).isEmpty();
    }

    /** How many attempts at Koyeb the second server has seen end well. */
    private static long ended() {
        return ATTEMPTS.matcher(second().get("/metrics").text())
                .results()
                .filter(match -> match.group(1).contains("provider=\"koyeb\"")
                        && match.group(1).contains("outcome=\"succeeded\""))
                .map(MatchResult::group)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
