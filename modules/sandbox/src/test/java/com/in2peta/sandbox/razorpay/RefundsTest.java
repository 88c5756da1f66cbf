package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.http.LoopbackServer;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.razorpay.RazorpaySandbox.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefundsTest {

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
    void sendsBackAPartAndThenTheRest() throws Exception {
        String payment = paid();

        Answer part = refund(payment, "{\"amount\":2000,\"receipt\":\"a\"}", "refund-key-1");
        Answer rest = refund(payment, "{}", "refund-key-2");

        assertThat(part.status()).isEqualTo(200);
        assertThat(part.body().path("id").asText()).matches("rfnd_[0-9A-Za-z]{14}");
        assertThat(part.body().path("status").asText()).isEqualTo("processed");
        assertThat(part.body().path("receipt").asText()).isEqualTo("a");
        assertThat(rest.body().path("amount").asLong()).isEqualTo(3000);
        JsonNode refunded = razorpay.get("/v1/payments/" + payment).body();
        assertThat(refunded.path("status").asText()).isEqualTo("refunded");
        assertThat(refunded.path("refund_status").asText()).isEqualTo("full");
        assertThat(refunded.path("amount_refunded").asLong()).isEqualTo(5000);
        assertThat(razorpay.get("/v1/payments/" + payment + "/refunds")
                        .body()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(refund(payment, "{\"amount\":100}", "refund-key-3").status()).isEqualTo(400);
    }

    @Test
    void theSameKeyIsTheSameRefundAndAnotherBodyUnderItIsRefused() throws Exception {
        String payment = paid();
        Answer first = refund(payment, "{\"amount\":2000}", "refund-key-1");

        assertThat(refund(payment, "{\"amount\":2000}", "refund-key-1").body()).isEqualTo(first.body());
        assertThat(refund(payment, "{\"amount\":2001}", "refund-key-1").status())
                .isEqualTo(400);
        assertThat(refund(payment, "{\"amount\":2000}", "short").status()).isEqualTo(400);
        assertThat(razorpay.get("/v1/payments/" + payment)
                        .body()
                        .path("amount_refunded")
                        .asLong())
                .isEqualTo(2000);
    }

    @Test
    void refusesMoreThanThereIsAndWhatWasNotCaptured() throws Exception {
        String payment = paid();
        String order = razorpay.manualOrder();
        String authorized = razorpay.post("/checkout/" + order, "{}")
                .body()
                .path("razorpay_payment_id")
                .asText();

        assertThat(refund(payment, "{\"amount\":5001}", "refund-key-1").status())
                .isEqualTo(400);
        assertThat(refund(payment, "{\"amount\":0}", "refund-key-1").status()).isEqualTo(400);
        assertThat(refund(payment, "{\"amount\":1.5}", "refund-key-1").status()).isEqualTo(400);
        assertThat(refund(payment, "{\"vpa\":\"a@b\"}", "refund-key-1").status())
                .isEqualTo(400);
        assertThat(refund(authorized, "{}", "refund-key-1").status()).isEqualTo(400);
        assertThat(refund("pay_00000000000000", "{}", "refund-key-1").status()).isEqualTo(400);
    }

    @Test
    void aPendingOneEndsWhenTheBankSaysSoAndSurvivesARestart() throws Exception {
        String payment = paid();
        razorpay.post("/refunds", "{\"status\":\"pending\"}");
        String refund = refund(payment, "{}", "refund-key-1").body().path("id").asText();
        razorpay.close();
        razorpay = new RazorpaySandbox(dir);
        assertThat(razorpay.get("/v1/refunds/" + refund).body().path("status").asText())
                .isEqualTo("pending");

        assertThat(razorpay.post("/refunds/" + refund, "{\"status\":\"failed\"}")
                        .status())
                .isEqualTo(200);

        assertThat(razorpay.get("/v1/refunds/" + refund).body().path("status").asText())
                .isEqualTo("failed");
        assertThat(razorpay.get("/v1/payments/" + payment).body().path("status").asText())
                .isEqualTo("captured");
        assertThat(razorpay.post("/refunds/" + refund, "{\"status\":\"processed\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsOfEachStep() throws Exception {
        String payment = paid();
        BlockingQueue<Request> told = new LinkedBlockingQueue<>();
        try (LoopbackServer receiver = new LoopbackServer("events", 0, request -> {
            told.add(request);
            return Response.text(200, "text/plain", "");
        })) {
            receiver.start();
            razorpay.post("/webhook", "{\"url\":\"http://127.0.0.1:" + receiver.port() + "/\"}");
            razorpay.post("/refunds", "{\"status\":\"pending\"}");
            String refund =
                    refund(payment, "{}", "refund-key-1").body().path("id").asText();
            refund(payment, "{}", "refund-key-1");
            razorpay.post("/refunds/" + refund, "{\"status\":\"processed\"}");

            List<String> events = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Request event = told.poll(30, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                assertThat(event.text()).contains("\"" + refund + "\"", "\"" + payment + "\"");
                events.add(event.text().replaceAll(".*\"event\":\"(refund[a-z.]+)\".*", "$1"));
            }
            assertThat(events).containsExactlyInAnyOrder("refund.created", "refund.processed");
        }
    }

    private String paid() throws Exception {
        return razorpay.post("/checkout/" + razorpay.automaticOrder(), "{}")
                .body()
                .path("razorpay_payment_id")
                .asText();
    }

    private Answer refund(String payment, String body, String key) throws Exception {
        return razorpay.send(razorpay.request("/v1/payments/" + payment + "/refund")
                .header("X-Refund-Idempotency", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
