package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Credit of a payment that its payer disputes cannot be spent until the bank has decided. */
@ExtendWith(SharedPlatform.class)
class DisputesE2E {

    private static final long PACK_MICROS = 500_000_000;
    private static final long PATIENCE_SECONDS = 60;

    private Api sandbox;
    private Database database;
    private Customer customer;
    private String payment;

    @BeforeEach
    void buy(Platform platform) {
        sandbox = Api.at(platform.ready().path("sandboxUrl").asText());
        database = Database.of(platform);
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        JsonNode order = customer.api()
                .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                .expect(201)
                .body();
        JsonNode proof = sandbox.post(
                        "/razorpay/checkout/" + order.path("razorpay_order_id").asText(), Map.of())
                .expect(200)
                .body();
        customer.api()
                .post("/v1/billing/orders/" + order.path("id").asText() + "/payment", proof)
                .expect(200);
        payment = proof.path("razorpay_payment_id").asText();
    }

    @AfterEach
    void theBooksBalance() {
        assertThat(database.brokenInvariants()).isEmpty();
        database.close();
    }

    @Test
    void whatIsWonComesBack() {
        String dispute = open(30_000);
        awaitBalance(PACK_MICROS - 300_000_000);

        decide(dispute, "under_review");
        decide(dispute, "won");

        awaitBalance(PACK_MICROS);
    }

    @Test
    void whatIsLostIsGone() {
        String dispute = open(50_000);
        awaitBalance(0);

        decide(dispute, "lost");

        Platform.await("the end of the dispute", PATIENCE_SECONDS, () -> ended(dispute));
        assertThat(customer.balance("posted_micros")).isZero();
        assertThat(database.number(
                        "select t.amount from billing.transfer t join billing.dispute d on d.id = t.reference"
                                + " where t.kind = 'dispute-lost' and d.razorpay_dispute_id = ?",
                        dispute))
                .isEqualTo(PACK_MICROS);
    }

    @Test
    void whatIsNotThereAnyMoreIsThePlatformsLoss() {
        String first = open(40_000);
        awaitBalance(PACK_MICROS - 400_000_000);
        String second = open(50_000);
        awaitBalance(0);

        decide(second, "lost");
        decide(first, "won");

        awaitBalance(400_000_000);
        Platform.await("the end of the dispute", PATIENCE_SECONDS, () -> ended(second));
        assertThat(database.number(
                        "select t.amount from billing.transfer t join billing.dispute d on d.id = t.reference"
                                + " where t.kind = 'chargeback' and d.razorpay_dispute_id = ?",
                        second))
                .isEqualTo(400_000_000);
    }

    private String open(long amount) {
        return sandbox.post("/razorpay/disputes", Map.of("payment_id", payment, "amount", amount))
                .expect(200)
                .body()
                .path("id")
                .asText();
    }

    private void decide(String dispute, String status) {
        sandbox.post("/razorpay/disputes/" + dispute, Map.of("status", status)).expect(200);
    }

    private boolean ended(String dispute) {
        return database.number(
                        "select count(*) from billing.dispute where ended_at is not null and razorpay_dispute_id = ?",
                        dispute)
                == 1;
    }

    private void awaitBalance(long micros) {
        Platform.await(micros + " micro-units", PATIENCE_SECONDS, () -> customer.balance("posted_micros") == micros);
    }
}
