package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.sandbox.http.LoopbackServer;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money that came is credited though no browser says so: once, whatever Razorpay repeats, shuffles or keeps to itself. */
@ExtendWith(SharedPlatform.class)
class PaymentEventsE2E {

    private static final String PACK = "inr-500";
    private static final long PACK_MICROS = 500_000_000;
    private static final String WEBHOOK = "/v1/razorpay/webhook";
    private static final long PATIENCE_SECONDS = 60;

    private static final int CUSTOMERS = 4;
    /** Three events each. */
    private static final int ORDERS = 334;

    private static final int TIMES = 3;
    private static final int AT_ONCE = 8;
    private static final long SEED = 20261128;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Platform platform;
    private Api sandbox;

    /** Events go to the platform again. */
    static void tell(Platform platform, Api sandbox) {
        sandbox.post(
                        "/razorpay/webhook",
                        Map.of("url", platform.ready().path("baseUrl").asText() + WEBHOOK))
                .expect(200);
    }

    @BeforeEach
    void find(Platform shared) {
        platform = shared;
        sandbox = Api.at(shared.ready().path("sandboxUrl").asText());
    }

    @AfterEach
    void behaveAgain() {
        sandbox.delete("/razorpay/faults");
        sandbox.delete("/faults");
        tell(platform, sandbox);
        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }

    @Test
    @Proves({"1.2-razorpay-ids", "1.2-razorpay"})
    void aBrowserThatIsClosedAfterThePaymentLosesNothing() {
        Customer customer = newCustomer();

        pay(order(customer), Map.of());

        awaitCredit(customer, 1);
        assertThat(customer.api()
                        .get("/v1/billing/orders")
                        .expect(200)
                        .body()
                        .at("/results/0/status")
                        .asText())
                .isEqualTo("paid");
    }

    @Test
    void anAuthorizedPaymentIsCaptured() {
        Customer customer = newCustomer();

        pay(order(customer), Map.of("outcome", "authorized"));

        awaitCredit(customer, 1);
    }

    @Test
    void whatWasSaidToHaveFailedAndCameLateIsCredited() {
        Customer customer = newCustomer();
        JsonNode order = order(customer);
        pay(order, Map.of("outcome", "failure"));
        assertThat(customer.balance("posted_micros")).isZero();

        pay(order, Map.of("outcome", "success", "late", true));

        awaitCredit(customer, 1);
    }

    @Test
    void anEventIsNotLostWhenRazorpayDoesNotAnswerTheQuestion() {
        Customer customer = newCustomer();
        sandbox.post("/razorpay/faults", Map.of("next", 4, "status", 500, "path", "/payments"))
                .expect(200);

        pay(order(customer), Map.of());

        awaitCredit(customer, 1);
    }

    @Test
    void aThousandEventsThriceAndShuffledCreditEachPaymentOnce() throws Exception {
        Map<Customer, List<JsonNode>> orders = new java.util.LinkedHashMap<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            orders.put(newCustomer(), new ArrayList<>());
        }
        List<Customer> customers = List.copyOf(orders.keySet());
        List<Callable<Integer>> calls = new ArrayList<>();
        BlockingQueue<Request> told = new LinkedBlockingQueue<>();
        try (LoopbackServer receiver = new LoopbackServer("events", 0, request -> {
            told.add(request);
            return Response.text(200, "text/plain", "");
        })) {
            receiver.start();
            sandbox.post("/razorpay/webhook", Map.of("url", "http://127.0.0.1:" + receiver.port() + "/"))
                    .expect(200);
            for (int i = 0; i < ORDERS; i++) {
                Customer customer = customers.get(i % CUSTOMERS);
                JsonNode order = order(customer);
                orders.get(customer).add(order);
                JsonNode proof = pay(order, Map.of()).expect(200).body();
                if (i % 2 == 0) {
                    calls.add(() -> customer.api()
                            .post("/v1/billing/orders/" + order.path("id").asText() + "/payment", proof)
                            .status());
                }
            }
            for (int i = 0; i < 3 * ORDERS; i++) {
                Request event = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(event).as("event " + i).isNotNull();
                calls.addAll(Collections.nCopies(TIMES, () -> deliver(event.text(), signature(event), id(event))));
            }
        }
        Collections.shuffle(calls, new Random(SEED));

        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Integer> answer : senders.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            senders.shutdownNow();
        }

        for (Customer customer : customers) {
            awaitCredit(customer, orders.get(customer).size());
        }
    }

    @Test
    void whatRazorpayDidNotSignIsRefusedAndChangesNothing() throws Exception {
        Customer customer = newCustomer();
        BlockingQueue<Request> told = new LinkedBlockingQueue<>();
        Request event;
        try (LoopbackServer receiver = new LoopbackServer("events", 0, request -> {
            told.add(request);
            return Response.text(200, "text/plain", "");
        })) {
            receiver.start();
            sandbox.post("/razorpay/webhook", Map.of("url", "http://127.0.0.1:" + receiver.port() + "/"))
                    .expect(200);
            pay(order(customer), Map.of());
            event = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        String body = event.text();
        String signature = signature(event);
        String other = (signature.charAt(0) == 'a' ? 'b' : 'a') + signature.substring(1);

        assertThat(deliver(body, other, "evt_1")).isEqualTo(400);
        assertThat(deliver(body, "", "evt_2")).isEqualTo(400);
        assertThat(deliver(body + " ", signature, "evt_3")).isEqualTo(400);
        assertThat(deliver("", signature, "evt_4")).isEqualTo(400);
        assertThat(deliver(body, signature, "")).isEqualTo(400);
        assertThat(deliver(body, signature, "e".repeat(65))).isEqualTo(400);
        assertThat(deliver("x".repeat(1_100_000), signature, "evt_5")).isEqualTo(413);

        try (Database database = Database.of(platform)) {
            assertThat(database.number("select count(*) from billing.payment_event where event_id in"
                            + " ('evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_5')"))
                    .isZero();
        }
        assertThat(customer.balance("posted_micros")).isZero();
        assertThat(deliver(body, signature, id(event))).isEqualTo(200);
        awaitCredit(customer, 1);
    }

    @Test
    void anOrderOfWhichNobodySaysAnythingIsAskedFor() {
        sandbox.delete("/razorpay/webhook").expect(200);
        Customer customer = newCustomer();
        JsonNode order = order(customer);
        pay(order, Map.of());

        try (Database database = Database.of(platform)) {
            database.execute("update billing.credit_order set next_look_at = now() where id = '"
                    + order.path("id").asText() + "'");
            awaitCredit(customer, 1);
            assertThat(database.number(
                            "select count(*) from billing.credit_order where next_look_at is not null and id = '"
                                    + order.path("id").asText() + "'"))
                    .isZero();
        }
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private static JsonNode order(Customer customer) {
        return customer.api()
                .post("/v1/billing/orders", Map.of("pack", PACK))
                .expect(201)
                .body();
    }

    private Answer pay(JsonNode order, Map<String, Object> wish) {
        return sandbox.post(
                "/razorpay/checkout/" + order.path("razorpay_order_id").asText(), wish);
    }

    private static void awaitCredit(Customer customer, int packs) {
        Platform.await(
                packs + " packs of credit",
                PATIENCE_SECONDS,
                () -> customer.balance("posted_micros") >= packs * PACK_MICROS);
        assertThat(customer.balance("posted_micros")).isEqualTo(packs * PACK_MICROS);
    }

    private int deliver(String body, String signature, String eventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(platform.ready().path("baseUrl").asText() + WEBHOOK))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!signature.isEmpty()) {
            request.header("X-Razorpay-Signature", signature);
        }
        if (!eventId.isEmpty()) {
            request.header("x-razorpay-event-id", eventId);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String signature(Request event) {
        return event.header("X-Razorpay-Signature").orElseThrow();
    }

    private static String id(Request event) {
        return event.header("x-razorpay-event-id").orElseThrow();
    }
}
