package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.LoopbackServer;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
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

class WebhooksTest {

    private static final long PATIENCE_MS = 10_000;

    @TempDir
    Path dataDir;

    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private final LoopbackServer receiver = new LoopbackServer("receiver", 0, request -> {
        received.add(request);
        return Response.text(answer, "text/plain", "");
    });
    private RazorpaySandbox razorpay;

    @BeforeEach
    void listen() throws Exception {
        receiver.start();
        razorpay = new RazorpaySandbox(dataDir);
        razorpay.post("/webhook", "{\"url\":\"http://127.0.0.1:" + receiver.port() + "/events\"}");
    }

    @AfterEach
    void leave() throws Exception {
        razorpay.close();
        receiver.close();
    }

    @Test
    void tellsEveryStepOfAPaymentWithASignatureOverTheBytes() throws Exception {
        String order = razorpay.automaticOrder();

        razorpay.post("/checkout/" + order, "{}");

        List<Request> events = next(3);
        assertThat(events.stream().map(WebhooksTest::kind))
                .containsExactlyInAnyOrder("payment.authorized", "payment.captured", "order.paid");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.header("X-Razorpay-Signature"))
                    .contains(RazorpaySignature.hmac(event.text(), RazorpaySandbox.ACCOUNT.webhookSecret()));
            assertThat(json(event).at("/payload/payment/entity/order_id").asText())
                    .isEqualTo(order);
        });
        assertThat(events.stream()
                        .map(event -> event.header("x-razorpay-event-id").orElseThrow()))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsOfAFailureAndOfACapture() throws Exception {
        String order = razorpay.manualOrder();

        razorpay.post("/checkout/" + order, "{\"outcome\":\"failure\"}");
        assertThat(kind(next(1).get(0))).isEqualTo("payment.failed");

        razorpay.post("/checkout/" + order, "{\"outcome\":\"authorized\"}");
        Request authorized = next(1).get(0);
        assertThat(kind(authorized)).isEqualTo("payment.authorized");

        String payment = json(authorized).at("/payload/payment/entity/id").asText();
        razorpay.post("/v1/payments/" + payment + "/capture", "{\"amount\":5000,\"currency\":\"INR\"}");
        assertThat(next(2).stream().map(WebhooksTest::kind))
                .containsExactlyInAnyOrder("payment.captured", "order.paid");
    }

    @Test
    void triesAgainWithTheSameNameUntilItIsTaken() throws Exception {
        razorpay.root("/settings", "{\"razorpay_webhook_retry_ms\":20}");
        answer = 500;
        razorpay.post("/checkout/" + razorpay.manualOrder(), "{\"outcome\":\"failure\"}");

        Request first = next(1).get(0);
        answer = 200;
        Request second = next(1).get(0);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("x-razorpay-event-id")).isEqualTo(first.header("x-razorpay-event-id"));
    }

    private List<Request> next(int count) throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        while (requests.size() < count) {
            Request request = received.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertThat(request).as("an event").isNotNull();
            requests.add(request);
        }
        return requests;
    }

    private static String kind(Request event) {
        return json(event).path("event").asText();
    }

    private static JsonNode json(Request event) {
        return Json.object(event.body()).orElseThrow();
    }
}
