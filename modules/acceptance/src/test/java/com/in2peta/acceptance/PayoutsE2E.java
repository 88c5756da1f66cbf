package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A creator earns a share of what others pay, waits for it, and is paid once. */
@ExtendWith(SharedPlatform.class)
class PayoutsE2E {

    private static final long PATIENCE_SECONDS = 60;
    /** One rupee for a millisecond at most: a payout needs whole minor units. */
    private static final long PRICE = 1_000_000_000;

    private static final String PAYEE = "/v1/payouts/payee";
    private static final String RUNS = "/v1/staff/payout-runs";

    private Platform platform;
    private Database database;
    private Customer creator;
    private Customer caller;
    private Api planner;
    private Api decider;

    @BeforeEach
    void earn(Platform shared) {
        platform = shared;
        database = Database.of(platform);
        planner = Staff.another(platform, database, "finance");
        decider = Staff.another(platform, database, "finance");
        creator = customer();
        caller = customer();
        caller.buy("inr-10000");
    }

    @AfterEach
    void theBooksBalance() {
        assertThat(database.brokenInvariants()).isEmpty();
        database.close();
    }

    @Test
    void whatIsEarnedIsInReserveThenPayableThenPaid() {
        long charged = charge();
        long earned = charged * 7 / 10;
        Platform.await("the roll-up", PATIENCE_SECONDS, () -> earnings("reserve_micros") == earned);
        assertThat(earnings("payable_micros")).isZero();
        JsonNode line =
                creator.api().get("/v1/earnings/statement").expect(200).body().at("/lines/0");
        assertThat(line.path("earned_micros").asLong()).isEqualTo(earned);
        assertThat(line.path("charged_micros").asLong()).isEqualTo(charged);
        assertThat(caller.api().get("/v1/earnings/statement").expect(200).body().path("lines"))
                .isEmpty();

        release();

        assertThat(earnings("reserve_micros")).isZero();
        assertThat(earnings("payable_micros")).isEqualTo(earned);
        creator.api().put(PAYEE, Map.of("provider", "manual", "country", "IN")).expect(200);
        String run = plan();
        assertThat(decide(planner, run, "approved").expect(409).code()).isEqualTo("same-person");
        assertThat(earnings("payable_micros")).isEqualTo(earned);
        decide(decider, run, "approved").expect(200);
        long paid = earned / 10_000;
        assertThat(earnings("payable_micros")).isEqualTo(earned - paid * 10_000);
        JsonNode payout = payoutOf(run);
        assertThat(payout.path("amount_minor").asLong()).isEqualTo(paid);
        assertThat(payout.path("status").asText()).isEqualTo("due");

        end(payout, "paid").expect(200);

        assertThat(end(payout, "failed").expect(409).code()).isEqualTo("conflict");
        assertThat(creator.api()
                        .get("/v1/payouts")
                        .expect(200)
                        .body()
                        .at("/results/0/status")
                        .asText())
                .isEqualTo("paid");
    }

    @Test
    void whatComesBackIsPayableAgain() {
        charge();
        Platform.await("the roll-up", PATIENCE_SECONDS, () -> earnings("reserve_micros") > 0);
        release();
        long payable = earnings("payable_micros");
        creator.api().put(PAYEE, Map.of("provider", "manual", "country", "IN")).expect(200);
        String run = plan();
        decide(decider, run, "approved").expect(200);

        end(payoutOf(run), "failed").expect(200);

        assertThat(earnings("payable_micros")).isEqualTo(payable);
    }

    @Test
    void whoHasNotSaidHowIsNotPaidAndWhatIsDeclinedMovesNothing() {
        charge();
        Platform.await("the roll-up", PATIENCE_SECONDS, () -> earnings("reserve_micros") > 0);
        release();
        long payable = earnings("payable_micros");
        String without = plan();
        assertThat(rows(without)).noneMatch(this::isOfCreator);
        decide(decider, without, "declined").expect(200);
        creator.api().put(PAYEE, Map.of("provider", "manual", "country", "IN")).expect(200);

        String run = plan();
        decide(decider, run, "declined").expect(200);

        assertThat(payoutOf(run).path("status").asText()).isEqualTo("dropped");
        assertThat(earnings("payable_micros")).isEqualTo(payable);
        assertThat(decide(decider, run, "approved").expect(409).code()).isEqualTo("conflict");
    }

    @Test
    void badRequestsChangeNothing() {
        creator.api().get(PAYEE).expect(404);
        creator.api().put(PAYEE, Map.of("provider", "stripe", "country", "US")).expect(400);
        creator.api().put(PAYEE, Map.of("provider", "manual", "country", "XX")).expect(400);
        creator.api().get(PAYEE).expect(404);
        planner.post(RUNS, Map.of("currency", "INR", "least_minor", 0)).expect(400);
        planner.post(RUNS, Map.of("currency", "rupee", "least_minor", 1)).expect(400);
        creator.api().post(RUNS, Map.of("currency", "INR", "least_minor", 1)).expect(403);
        decide(decider, UUID.randomUUID().toString(), "approved").expect(404);
        decider.post("/v1/staff/payouts/" + UUID.randomUUID() + "/outcome", Map.of("outcome", "paid"))
                .expect(404);
    }

    /** What a call of the creator's model cost somebody else. */
    private long charge() {
        var model = Customer.model("language-identifier");
        model.put("price_micros_per_second", PRICE).put("run_limit_seconds", 5);
        String version = creator.publish("language-identifier", model);
        creator.api()
                .raw(
                        "PATCH",
                        "/v1/models/" + creator.username() + "/language-identifier",
                        "{\"visibility\": \"public\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json")
                .expect(200);
        long before = caller.balance("posted_micros");
        assertThat(caller.predict(
                                version,
                                Api.JSON.valueToTree(Map.of("text", "Where is the station?")),
                                "Prefer",
                                "wait=30")
                        .expect(201)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("succeeded");
        return before - caller.balance("posted_micros");
    }

    private void release() {
        Platform.await("the release", PATIENCE_SECONDS, () -> {
            database.rows("select billing.release_earnings(now(), '0 s', 1000)");
            return earnings("reserve_micros") == 0;
        });
    }

    private long earnings(String field) {
        return creator.api()
                .get("/v1/earnings")
                .expect(200)
                .body()
                .at("/earnings/0/" + field)
                .asLong();
    }

    private String plan() {
        return planner.post(RUNS, Map.of("currency", "INR", "least_minor", 1))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static Answer decide(Api staff, String run, String decision) {
        return staff.post(RUNS + "/" + run + "/decision", Map.of("decision", decision));
    }

    private Answer end(JsonNode payout, String outcome) {
        return decider.post("/v1/staff/payouts/" + payout.path("id").asText() + "/outcome", Map.of("outcome", outcome));
    }

    private JsonNode rows(String run) {
        return decider.get(RUNS + "/" + run + "/payouts").expect(200).body().path("results");
    }

    private JsonNode payoutOf(String run) {
        for (JsonNode row : rows(run)) {
            if (isOfCreator(row)) {
                return row;
            }
        }
        throw new AssertionError("no payout of the creator");
    }

    private boolean isOfCreator(JsonNode payout) {
        return database.number(
                        "select count(*) from identity.organization where username = ? and organization_id = ?",
                        creator.username(),
                        UUID.fromString(payout.path("organization_id").asText()))
                == 1;
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
