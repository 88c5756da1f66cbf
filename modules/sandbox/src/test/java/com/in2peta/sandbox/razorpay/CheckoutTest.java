package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.razorpay.RazorpaySandbox.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @TempDir
    Path dir;

    private RazorpaySandbox razorpay;

    @BeforeEach
    void start() throws Exception {
        razorpay = new RazorpaySandbox(dir);
    }

    @AfterEach
    void stop() throws Exception {
        razorpay.close();
    }

    @Test
    void capturesAtOnceWhenTheOrderSaysSo() throws Exception {
        String order = razorpay.automaticOrder();

        Answer proof = razorpay.post("/checkout/" + order, "{\"outcome\":\"success\",\"method\":\"upi\"}");

        assertThat(proof.status()).isEqualTo(200);
        String id = proof.body().path("razorpay_payment_id").asText();
        assertThat(id).matches("pay_[0-9A-Za-z]{14}");
        assertThat(proof.body().path("razorpay_order_id").asText()).isEqualTo(order);
        assertThat(proof.body().path("razorpay_signature").asText())
                .isEqualTo(RazorpaySignature.ofCheckout(order, id, "rzp_key_secret"));
        JsonNode payment = razorpay.get("/v1/payments/" + id).body();
        assertThat(payment.path("status").asText()).isEqualTo("captured");
        assertThat(payment.path("captured").asBoolean()).isTrue();
        assertThat(payment.path("fee").asLong()).isEqualTo(118);
        assertThat(payment.path("tax").asLong()).isEqualTo(18);
        assertThat(payment.at("/upi/vpa").asText()).isEqualTo("success@razorpay");
        JsonNode paid = razorpay.get("/v1/orders/" + order).body();
        assertThat(paid.path("status").asText()).isEqualTo("paid");
        assertThat(paid.path("amount_paid").asLong()).isEqualTo(5000);
        assertThat(paid.path("amount_due").asLong()).isZero();
        assertThat(paid.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void onlyAuthorizesOtherwise() throws Exception {
        String order = razorpay.manualOrder();

        JsonNode payment = payment(razorpay.post("/checkout/" + order, "{\"outcome\":\"success\"}"));

        assertThat(payment.path("status").asText()).isEqualTo("authorized");
        assertThat(payment.path("fee").isNull()).isTrue();
        assertThat(status(order)).isEqualTo("attempted");
    }

    @Test
    void capturesAnAuthorizedPaymentOnce() throws Exception {
        String order = razorpay.manualOrder();
        String capture = "/v1/payments/" + authorize(order) + "/capture";

        Answer captured = razorpay.post(capture, "{\"amount\":5000,\"currency\":\"INR\"}");

        assertThat(captured.body().path("status").asText()).isEqualTo("captured");
        assertThat(status(order)).isEqualTo("paid");
        Answer again = razorpay.post(capture, "{\"amount\":5000,\"currency\":\"INR\"}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.description()).isEqualTo("This payment has already been captured");
    }

    @Test
    void capturesExactlyWhatWasAuthorized() throws Exception {
        String capture = "/v1/payments/" + authorize(razorpay.manualOrder()) + "/capture";

        assertThat(razorpay.post(capture, "{\"amount\":4999,\"currency\":\"INR\"}")
                        .description())
                .isEqualTo("Capture amount must be equal to the amount authorized");
        assertThat(razorpay.post(capture, "{\"amount\":50.5,\"currency\":\"INR\"}")
                        .description())
                .isEqualTo("The amount must be an integer.");
        assertThat(razorpay.post(capture, "{\"amount\":5000,\"currency\":\"USD\"}")
                        .status())
                .isEqualTo(400);
        assertThat(razorpay.post(capture, "{\"amount\":5000}").status()).isEqualTo(400);
        assertThat(razorpay.post("/v1/payments/pay_00000000000000/capture", "{\"amount\":1,\"currency\":\"INR\"}")
                        .description())
                .isEqualTo("The id provided does not exist");
    }

    @Test
    void tellsTheBrowserWhyAPaymentFailed() throws Exception {
        String order = razorpay.automaticOrder();

        Answer failed = razorpay.post("/checkout/" + order, "{\"outcome\":\"failure\",\"method\":\"card\"}");

        assertThat(failed.status()).isEqualTo(400);
        JsonNode error = failed.body().path("error");
        assertThat(error.path("reason").asText()).isEqualTo("payment_failed");
        assertThat(error.at("/metadata/order_id").asText()).isEqualTo(order);
        String id = error.at("/metadata/payment_id").asText();
        JsonNode payment = razorpay.get("/v1/payments/" + id).body();
        assertThat(payment.path("status").asText()).isEqualTo("failed");
        assertThat(payment.path("error_reason").asText()).isEqualTo("payment_failed");
        assertThat(status(order)).isEqualTo("attempted");
        assertThat(razorpay.post("/v1/payments/" + id + "/capture", "{\"amount\":5000,\"currency\":\"INR\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void letsTheCustomerTryAgainUntilPaid() throws Exception {
        String order = razorpay.automaticOrder();
        razorpay.post("/checkout/" + order, "{\"outcome\":\"failure\"}");
        razorpay.post("/checkout/" + order, "{\"outcome\":\"success\"}");

        Answer third = razorpay.post("/checkout/" + order, "{\"outcome\":\"success\"}");

        assertThat(third.status()).isEqualTo(400);
        assertThat(third.description()).contains("already paid");
        JsonNode payments = razorpay.get("/v1/orders/" + order + "/payments").body();
        assertThat(payments.path("count").asInt()).isEqualTo(2);
        assertThat(payments.at("/items/0/status").asText()).isEqualTo("failed");
        assertThat(payments.at("/items/1/status").asText()).isEqualTo("captured");
        assertThat(razorpay.get("/v1/payments?count=1")
                        .body()
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("captured");
    }

    @Test
    void confirmsAFailedPaymentLate() throws Exception {
        String order = razorpay.automaticOrder();
        Answer failed = razorpay.post("/checkout/" + order, "{\"outcome\":\"failure\"}");

        Answer late = razorpay.post("/checkout/" + order, "{\"outcome\":\"success\",\"late\":true}");

        assertThat(late.body().path("razorpay_payment_id").asText())
                .isEqualTo(failed.body().at("/error/metadata/payment_id").asText());
        assertThat(status(order)).isEqualTo("paid");
        assertThat(payment(late).path("error_code").isNull()).isTrue();
    }

    @Test
    void leavesALatePaymentOfAPaidOrderUncaptured() throws Exception {
        String order = razorpay.automaticOrder();
        razorpay.post("/checkout/" + order, "{\"outcome\":\"failure\"}");
        razorpay.post("/checkout/" + order, "{\"outcome\":\"success\"}");

        Answer late = razorpay.post("/checkout/" + order, "{\"outcome\":\"success\",\"late\":true}");

        assertThat(payment(late).path("status").asText()).isEqualTo("authorized");
        assertThat(razorpay.get("/v1/orders/" + order)
                        .body()
                        .path("amount_paid")
                        .asLong())
                .isEqualTo(5000);
    }

    @Test
    void paysAWrongAmountWhenAskedTo() throws Exception {
        String order = razorpay.automaticOrder();

        JsonNode payment = payment(razorpay.post("/checkout/" + order, "{\"outcome\":\"success\",\"amount\":100}"));

        assertThat(payment.path("amount").asLong()).isEqualTo(100);
        assertThat(status(order)).isEqualTo("attempted");
        assertThat(razorpay.get("/v1/orders/" + order).body().path("amount_due").asLong())
                .isEqualTo(4900);
    }

    @Test
    void sendsThePersonalDataARealPaymentCarries() throws Exception {
        JsonNode payment = payment(razorpay.post("/checkout/" + razorpay.manualOrder(), "{\"method\":\"card\"}"));

        assertThat(payment.at("/card/last4").asText()).isEqualTo("1007");
        assertThat(payment.at("/card/id").asText())
                .isEqualTo(payment.path("card_id").asText());
        assertThat(payment.path("email").asText()).isEqualTo("asha.canary@example.com");
        assertThat(payment.path("contact").asText()).isEqualTo("+919000090000");
        assertThat(payment.path("vpa").isNull()).isTrue();
    }

    @Test
    void refusesOutcomesItDoesNotKnow() throws Exception {
        String order = razorpay.manualOrder();

        assertThat(razorpay.post("/checkout/" + order, "{\"outcome\":\"maybe\"}")
                        .status())
                .isEqualTo(400);
        assertThat(razorpay.post("/checkout/" + order, "{\"amount\":0}").status())
                .isEqualTo(400);
        assertThat(razorpay.post("/checkout/order_00000000000000", "{}").status())
                .isEqualTo(400);
        assertThat(status(order)).isEqualTo("created");
    }

    @Test
    void goesThroughAsAPageWithoutScript() throws Exception {
        String order = razorpay.automaticOrder();
        String back = "http://localhost:8080/back?a=1&b=2";

        HttpResponse<String> page = razorpay.text(razorpay.plain(
                "/checkout/" + order + "?callback_url=http%3A%2F%2Flocalhost%3A8080%2Fback%3Fa%3D1%26b%3D2"));
        HttpResponse<String> result = razorpay.text(razorpay.plain("/checkout/" + order)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=success&method=card&callback_url="
                        + "http%3A%2F%2Flocalhost%3A8080%2Fback%3Fa%3D1%26b%3D2")));

        assertThat(page.body()).contains("<button", order, "value=\"" + back.replace("&", "&amp;") + "\"");
        assertThat(page.body()).doesNotContain("<script");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.body())
                .contains("action=\"" + back.replace("&", "&amp;") + "\"", "name=\"razorpay_signature\"");
        assertThat(status(order)).isEqualTo("paid");
    }

    @Test
    void sendsNobodyToAnotherMachine() throws Exception {
        String order = razorpay.manualOrder();

        assertThat(razorpay.text(razorpay.plain("/checkout/" + order + "?callback_url=https%3A%2F%2Fexample.com%2F"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(razorpay.text(razorpay.plain("/checkout/" + order + "?callback_url=javascript%3Aalert(1)"))
                        .statusCode())
                .isEqualTo(400);
    }

    private String authorize(String order) throws Exception {
        return razorpay.post("/checkout/" + order, "{\"outcome\":\"authorized\"}")
                .body()
                .path("razorpay_payment_id")
                .asText();
    }

    private JsonNode payment(Answer proof) throws Exception {
        return razorpay.get("/v1/payments/"
                        + proof.body().path("razorpay_payment_id").asText())
                .body();
    }

    private String status(String order) throws Exception {
        return razorpay.get("/v1/orders/" + order).body().path("status").asText();
    }
}
