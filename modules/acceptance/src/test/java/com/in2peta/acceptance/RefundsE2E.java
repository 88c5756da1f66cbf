package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money that goes back leaves the balance once, and comes to it again when the bank does not take it. */
@ExtendWith(SharedPlatform.class)
class RefundsE2E {

    private static final long PACK_MICROS = 500_000_000;
    private static final long PATIENCE_SECONDS = 60;

    private Platform platform;
    private Api sandbox;
    private Database database;
    private Api asker;
    private Api decider;
    private Customer customer;
    private String order;

    @BeforeEach
    void find(Platform shared) {
        platform = shared;
        sandbox = Api.at(shared.ready().path("sandboxUrl").asText());
        database = Database.of(platform);
        asker = Staff.another(platform, database, "finance");
        decider = Staff.another(platform, database, "finance");
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        order = paidOrder();
    }

    @AfterEach
    void behaveAgain() {
        sandbox.delete("/razorpay/faults");
        sandbox.post("/razorpay/refunds", Map.of("status", "processed"));
        assertThat(database.brokenInvariants()).isEmpty();
        database.close();
    }

    @Test
    void aRefundNeedsTwoPersonsAndThenTheMoneyGoes() {
        String refund = ask(Map.of("order_id", order, "amount_minor", 20_000, "reason", "asked-by-customer"));
        assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
        assertThat(decide(asker, refund, "approved").expect(409).code()).isEqualTo("same-person");

        JsonNode decided = decide(decider, refund, "approved").expect(200).body();

        assertThat(decided.path("status").asText()).isIn("due", "sent", "processed");
        assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS - 200_000_000);
        awaitStatus(refund, "processed");
        assertThat(sandbox.get("/razorpay/requests").text()).contains(refund);
        assertThat(decide(decider, refund, "approved").expect(409).code()).isEqualTo("conflict");
        assertThat(kinds()).containsExactlyInAnyOrder("top-up", "refund");
    }

    @Test
    void theRestOfAnOrderIsWhatIsLeftOfIt() {
        String first = ask(Map.of("order_id", order, "amount_minor", 1, "reason", "too-much-paid"));
        decide(decider, first, "approved").expect(200);

        String rest = ask(Map.of("order_id", order, "reason", "account-closed"));

        assertThat(asker.get("/v1/staff/refunds/" + rest)
                        .expect(200)
                        .body()
                        .path("amount_minor")
                        .asLong())
                .isEqualTo(49_999);
        decide(decider, rest, "approved").expect(200);
        awaitStatus(rest, "processed");
        assertThat(customer.balance("posted_micros")).isZero();
    }

    @Test
    void whatTheBankDoesNotTakeComesBack() {
        sandbox.post("/razorpay/refunds", Map.of("status", "pending")).expect(200);
        String refund = ask(Map.of("order_id", order, "reason", "asked-by-customer"));
        decide(decider, refund, "approved").expect(200);
        awaitStatus(refund, "sent");
        assertThat(customer.balance("posted_micros")).isZero();

        String atProcessor = asker.get("/v1/staff/refunds/" + refund)
                .expect(200)
                .body()
                .path("razorpay_refund_id")
                .asText();
        sandbox.post("/razorpay/refunds/" + atProcessor, Map.of("status", "failed"))
                .expect(200);

        awaitStatus(refund, "failed");
        assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
    }

    @Test
    void anAnswerThatIsLostSendsTheMoneyOnce() {
        sandbox.post(
                        "/razorpay/faults",
                        Map.of("next", 1, "body", "reset", "after", true, "path", "/payments/" + payment() + "/refund"))
                .expect(200);
        String refund = ask(Map.of("order_id", order, "amount_minor", 10_000, "reason", "asked-by-customer"));
        decide(decider, refund, "approved").expect(200);
        Platform.await("the first look", PATIENCE_SECONDS, () -> looks(refund) > 0);
        assertThat(status(refund)).isEqualTo("due");

        database.execute("update billing.refund set next_look_at = now() where id = '" + refund + "'");

        awaitStatus(refund, "processed");
        assertThat(database.number("select count(*) from billing.transfer where reference = '" + refund + "'"))
                .isEqualTo(2);
    }

    @Test
    void whatTheProcessorRefusesForGoodComesBack() {
        database.execute("update billing.credit_order set razorpay_payment_id = 'pay_"
                + UUID.randomUUID().toString().substring(0, 14) + "' where id = '" + order + "'");
        String refund = ask(Map.of("order_id", order, "reason", "asked-by-customer"));

        decide(decider, refund, "approved").expect(200);

        awaitStatus(refund, "failed");
        assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
    }

    @Test
    void badRequestsChangeNothing() {
        assertThat(asked(Map.of("order_id", order, "amount_minor", 50_001, "reason", "much"))
                        .expect(409)
                        .code())
                .isEqualTo("refund-not-covered");
        asked(Map.of("order_id", order, "amount_minor", 0, "reason", "none")).expect(400);
        asked(Map.of("order_id", order, "amount_minor", -1, "reason", "less")).expect(400);
        asked(Map.of("order_id", order, "amount_minor", 1.5, "reason", "half")).expect(400);
        asked(Map.of("order_id", order, "reason", "Because he asked.")).expect(400);
        asked(Map.of("order_id", UUID.randomUUID().toString(), "reason", "unknown"))
                .expect(404);
        String unpaid = customer.api()
                .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        asked(Map.of("order_id", unpaid, "reason", "unpaid")).expect(409);
        customer.api()
                .post("/v1/staff/refunds", Map.of("order_id", order, "reason", "mine"))
                .expect(403);
        String refund = ask(Map.of("order_id", order, "reason", "asked-by-customer"));
        decide(decider, refund, "perhaps").expect(400);
        decide(decider, UUID.randomUUID().toString(), "approved").expect(404);

        assertThat(decide(decider, refund, "declined")
                        .expect(200)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("declined");

        assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
    }

    private String paidOrder() {
        JsonNode created = customer.api()
                .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                .expect(201)
                .body();
        JsonNode proof = sandbox.post(
                        "/razorpay/checkout/"
                                + created.path("razorpay_order_id").asText(),
                        Map.of())
                .expect(200)
                .body();
        customer.api()
                .post("/v1/billing/orders/" + created.path("id").asText() + "/payment", proof)
                .expect(200);
        return created.path("id").asText();
    }

    private String payment() {
        return customer.api()
                .get("/v1/billing/orders/" + order)
                .expect(200)
                .body()
                .path("razorpay_payment_id")
                .asText();
    }

    private Answer asked(Map<String, Object> refund) {
        return asker.post("/v1/staff/refunds", refund);
    }

    private String ask(Map<String, Object> refund) {
        return asked(refund).expect(201).body().path("id").asText();
    }

    private static Answer decide(Api staff, String refund, String decision) {
        return staff.post("/v1/staff/refunds/" + refund + "/decision", Map.of("decision", decision));
    }

    private String status(String refund) {
        return asker.get("/v1/staff/refunds/" + refund)
                .expect(200)
                .body()
                .path("status")
                .asText();
    }

    private long looks(String refund) {
        return database.number("select looks from billing.refund where id = '" + refund + "'");
    }

    private void awaitStatus(String refund, String status) {
        Platform.await(
                status + " refund", PATIENCE_SECONDS, () -> status(refund).equals(status));
    }

    private List<String> kinds() {
        JsonNode rows = customer.api()
                .get("/v1/billing/transactions")
                .expect(200)
                .body()
                .path("results");
        List<String> kinds = new ArrayList<>();
        rows.forEach(row -> kinds.add(row.path("kind").asText()));
        return kinds;
    }
}
