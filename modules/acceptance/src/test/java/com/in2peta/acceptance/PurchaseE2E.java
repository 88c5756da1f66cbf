package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money comes in once, and only when Razorpay says so itself. */
@ExtendWith(SharedPlatform.class)
class PurchaseE2E {

    private static final String PACK = "inr-500";
    private static final long PACK_MICROS = 500_000_000;
    private static final int REPEATS = 20;
    private static final long MAIL_SECONDS = 30;

    private Platform platform;
    private Api sandbox;
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        sandbox = Api.at(shared.ready().path("sandboxUrl").asText());
        sandbox.delete("/razorpay/webhook").expect(200); // here the browser alone says that it has paid
        customer = Customer.of(
                shared.ready().path("baseUrl").asText(),
                shared.ready().path("sandboxUrl").asText());
    }

    @AfterEach
    void behaveAgain() {
        sandbox.delete("/razorpay/faults");
        PaymentEventsE2E.tell(platform, sandbox);
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    @Proves({"1.2-order", "1.2-razorpay-ids", "1.2-razorpay"})
    void aPaymentConfirmedTwentyTimesAtOnceIsCreditedOnceAndSaidByMail() {
        JsonNode order = order();
        JsonNode result = pay(order, Map.of("outcome", "success")).expect(200).body();

        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            calls.add(customer.api().postAsync("/v1/billing/orders/" + id(order) + "/payment", result));
        }

        assertThat(calls.stream().map(CompletableFuture::join)).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.body().path("status").asText()).isEqualTo("paid");
        });
        expectCredit(PACK_MICROS);
        assertThat(customer.api()
                        .get("/v1/billing/transactions")
                        .expect(200)
                        .body()
                        .path("results"))
                .hasSize(1);
        String mails = platform.ready().path("mailUrl").asText() + "/messages?to=" + customer.email();
        Platform.await("the mail", MAIL_SECONDS, () -> sandbox.get(mails).text().contains(id(order)));
        assertThat(sandbox.get(mails).body().findValuesAsText("text"))
                .filteredOn(text -> text.contains(id(order)))
                .singleElement()
                .asString()
                .contains("INR 500.00");
    }

    @Test
    @Proves("1.2-razorpay-ids")
    void changedSignaturesAndIdsAreRefused() {
        JsonNode order = order();
        ObjectNode result = (ObjectNode)
                pay(order, Map.of("outcome", "success")).expect(200).body();
        String signature = result.path("razorpay_signature").asText();
        char first = signature.charAt(0);

        for (ObjectNode bad : List.of(
                result.deepCopy().put("razorpay_signature", (first == 'a' ? 'b' : 'a') + signature.substring(1)),
                result.deepCopy().put("razorpay_signature", ""),
                result.deepCopy().put("razorpay_signature", signature + "0"),
                result.deepCopy().put("razorpay_payment_id", "pay_00000000000000"),
                result.deepCopy().put("razorpay_order_id", "order_00000000000000"))) {
            Answer refused = confirm(order, bad);
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid-signature");
        }
        expectNothing(order);
    }

    @Test
    void aPaymentOfAnotherAmountCreditsNothing() {
        JsonNode order = order();
        Answer checkout = pay(order, Map.of("outcome", "success", "amount", 100));

        if (checkout.status() == 200) {
            Answer refused = confirm(order, checkout.body());
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("payment-not-confirmed");
        }
        expectNothing(order);
    }

    @Test
    void aFailedPaymentCreditsNothing() {
        JsonNode order = order();
        JsonNode failure = pay(order, Map.of("outcome", "failure")).expect(400).body();
        String payment =
                failure.path("error").path("metadata").path("payment_id").asText();

        Answer refused = confirm(
                order,
                Api.JSON.valueToTree(Map.of(
                        "razorpay_order_id",
                        order.path("razorpay_order_id").asText(),
                        "razorpay_payment_id",
                        payment,
                        "razorpay_signature",
                        "0".repeat(64))));

        assertThat(refused.code()).isEqualTo("invalid-signature");
        expectNothing(order);
    }

    @Test
    void anAuthorizedPaymentIsCapturedAndThenCredited() {
        JsonNode order = order();
        JsonNode result =
                pay(order, Map.of("outcome", "authorized")).expect(200).body();

        assertThat(confirm(order, result).expect(200).body().path("status").asText())
                .isEqualTo("paid");

        expectCredit(PACK_MICROS);
    }

    @Test
    void razorpaysFailuresCreditNothingAndTheSameConfirmWorksLater() {
        JsonNode order = order();
        JsonNode result = pay(order, Map.of("outcome", "success")).expect(200).body();

        for (Map<String, Object> fault : List.<Map<String, Object>>of(
                Map.of("next", 1, "status", 500, "path", "/payments"),
                Map.of("next", 1, "status", 429, "path", "/payments"),
                Map.of("next", 1, "body", "garbage", "path", "/payments"))) {
            sandbox.post("/razorpay/faults", fault).expect(200);
            Answer refused = confirm(order, result);
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("processor-unavailable");
            assertThat(refused.header("Retry-After")).isPresent();
            expectNothing(order);
        }
        confirm(order, result).expect(200);
        expectCredit(PACK_MICROS);
    }

    @Test
    void anOrderThatRazorpayDidNotTakeIsRefused() {
        sandbox.post("/razorpay/faults", Map.of("next", 1, "status", 500, "path", "/orders"))
                .expect(200);

        Answer refused = customer.api().post("/v1/billing/orders", Map.of("pack", PACK));

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("processor-unavailable");
        customer.buy(PACK);
        expectCredit(PACK_MICROS);
    }

    @Test
    void onePaymentPaysOneOrder() {
        JsonNode first = order();
        JsonNode second = order();
        JsonNode result = pay(first, Map.of("outcome", "success")).expect(200).body();
        confirm(first, result).expect(200);

        assertThat(confirm(second, result).expect(400).code()).isEqualTo("invalid-signature");
        ObjectNode renamed = ((ObjectNode) result).deepCopy();
        renamed.put("razorpay_order_id", second.path("razorpay_order_id").asText());
        assertThat(confirm(second, renamed).expect(400).code()).isEqualTo("invalid-signature");

        expectCredit(PACK_MICROS);
        assertThat(status(second)).isEqualTo("created");
    }

    @Test
    void nobodyPaysAnotherCustomersOrder() {
        JsonNode order = order();
        JsonNode result = pay(order, Map.of("outcome", "success")).expect(200).body();
        Customer stranger = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());

        Answer refused = stranger.api().post("/v1/billing/orders/" + id(order) + "/payment", result);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(stranger.api().get("/v1/billing/balance").expect(200).body().path("balances"))
                .isEmpty();
        expectNothing(order);
    }

    @Test
    void anUnknownPackIsRefused() {
        Answer refused = customer.api()
                .post("/v1/billing/orders", Map.of("pack", "free"))
                .expect(400);

        assertThat(refused.body().path("errors").findValuesAsText("pointer")).containsExactly("/pack");
    }

    private JsonNode order() {
        return customer.api()
                .post("/v1/billing/orders", Map.of("pack", PACK))
                .expect(201)
                .body();
    }

    private Answer pay(JsonNode order, Map<String, Object> wish) {
        return sandbox.post(
                "/razorpay/checkout/" + order.path("razorpay_order_id").asText(), wish);
    }

    private Answer confirm(JsonNode order, JsonNode result) {
        return customer.api().post("/v1/billing/orders/" + id(order) + "/payment", result);
    }

    private String status(JsonNode order) {
        return customer.api()
                .get("/v1/billing/orders/" + id(order))
                .expect(200)
                .body()
                .path("status")
                .asText();
    }

    private void expectCredit(long micros) {
        assertThat(customer.balance("posted_micros")).isEqualTo(micros);
        assertThat(customer.balance("available_micros")).isEqualTo(micros);
    }

    private void expectNothing(JsonNode order) {
        assertThat(customer.balance("posted_micros")).isZero();
        assertThat(status(order)).isEqualTo("created");
    }

    private static String id(JsonNode order) {
        return order.path("id").asText();
    }
}
