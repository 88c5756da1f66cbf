package com.in2peta.sandbox.razorpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.razorpay.RazorpaySandbox.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

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
    void answersAnOrderInRazorpaysShape() throws Exception {
        Answer created = razorpay.order(5000, ",\"receipt\":\"r1\",\"notes\":{\"a\":\"b\"}");

        assertThat(created.status()).isEqualTo(200);
        JsonNode order = created.body();
        assertThat(order.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "entity",
                        "amount",
                        "amount_paid",
                        "amount_due",
                        "currency",
                        "receipt",
                        "offer_id",
                        "status",
                        "attempts",
                        "notes",
                        "created_at");
        assertThat(order.path("id").asText()).matches("order_[0-9A-Za-z]{14}");
        assertThat(order.path("entity").asText()).isEqualTo("order");
        assertThat(order.path("amount").isIntegralNumber()).isTrue();
        assertThat(order.path("amount_due").asLong()).isEqualTo(5000);
        assertThat(order.path("amount_paid").asLong()).isZero();
        assertThat(order.path("status").asText()).isEqualTo("created");
        assertThat(order.path("notes").path("a").asText()).isEqualTo("b");
        assertThat(Instant.ofEpochSecond(order.path("created_at").asLong()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(razorpay.get("/v1/orders/" + order.path("id").asText()).body())
                .isEqualTo(order);
    }

    @Test
    void answersMissingNotesAsAnEmptyArray() throws Exception {
        assertThat(razorpay.order(5000, "").body().path("notes").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"currency\":\"INR\"} | amount | amount: is required.",
                "{\"amount\":99,\"currency\":\"INR\"} | amount | Order amount less than minimum amount allowed",
                "{\"amount\":-100,\"currency\":\"INR\"} | amount | The amount must be at least INR 1.00",
                "{\"amount\":100.5,\"currency\":\"INR\"} | amount | The amount must be an integer.",
                "{\"amount\":500.00,\"currency\":\"INR\"} | amount | The amount must be an integer.",
                "{\"amount\":50000001,\"currency\":\"INR\"} | amount | Amount exceeds maximum amount allowed.",
                "{\"amount\":100} | currency | currency: is required.",
                "{\"amount\":100,\"currency\":1} | currency | expected string but provided 1",
                "{\"amount\":100,\"currency\":\"inr\"} | currency | Currency is not supported",
                "{\"amount\":99991,\"currency\":\"KWD\"} | amount | The last digit of an amount in KWD must be 0.",
                "{\"amount\":100,\"currency\":\"INR\",\"payment\":{\"capture\":\"maybe\"}} | payment.capture | "
                        + "payment.capture: must be automatic or manual.",
                "{\"amount\":100,\"currency\":\"INR\",\"transfers\":[]} | transfers | "
                        + "transfers is/are not required and should not be sent",
            })
    void refusesAnInvalidOrder(String body, String field, String description) throws Exception {
        Answer answer = razorpay.post("/v1/orders", body);

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.body().path("error");
        assertThat(error.path("code").asText()).isEqualTo("BAD_REQUEST_ERROR");
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("description").asText()).isEqualTo(description);
        assertThat(error.path("source").asText()).isEqualTo("business");
        assertThat(error.has("step") && error.has("reason")).isTrue();
        assertThat(error.path("metadata").isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "nonsense"})
    void refusesABodyThatIsNoObject(String body) throws Exception {
        assertThat(razorpay.post("/v1/orders", body).status()).isEqualTo(400);
    }

    @Test
    void limitsReceiptsAndNotes() throws Exception {
        assertThat(razorpay.order(100, receipt("r".repeat(40))).status()).isEqualTo(200);
        assertThat(razorpay.order(100, receipt("r".repeat(41))).status()).isEqualTo(400);
        assertThat(razorpay.order(100, notes(15, "v".repeat(256))).status()).isEqualTo(200);
        assertThat(razorpay.order(100, notes(16, "v")).status()).isEqualTo(400);
        assertThat(razorpay.order(100, notes(1, "v".repeat(257))).status()).isEqualTo(400);
    }

    @Test
    void checksTheCaptureOptions() throws Exception {
        String options = ",\"payment\":{\"capture\":\"automatic\",\"capture_options\":{\"automatic_expiry_period\":%s,"
                + "\"manual_expiry_period\":%s,\"refund_speed\":\"%s\"}}";

        assertThat(razorpay.order(100, options.formatted(12, 7200, "optimum")).status())
                .isEqualTo(200);
        assertThat(razorpay.order(100, options.formatted(11, 7200, "optimum")).status())
                .isEqualTo(400);
        assertThat(razorpay.order(100, options.formatted(30, 20, "optimum")).status())
                .isEqualTo(400);
        assertThat(razorpay.order(100, options.formatted(12, 7201, "optimum")).status())
                .isEqualTo(400);
        assertThat(razorpay.order(100, options.formatted(12, 7200, "instant")).status())
                .isEqualTo(400);
    }

    @Test
    void returnsTheSameOrderForAUniqueReceipt() throws Exception {
        JsonNode first = razorpay.order(5000, receipt("once") + ",\"unique_receipt\":true")
                .body();
        Answer again = razorpay.order(5000, receipt("once") + ",\"unique_receipt\":true");
        Answer other = razorpay.order(6000, receipt("once") + ",\"unique_receipt\":true");

        assertThat(again.body()).isEqualTo(first);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.description()).isEqualTo("Order receipt should be unique.");
        assertThat(razorpay.get("/v1/orders?receipt=once").body().path("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void makesOneOrderForAUniqueReceiptAskedForAtOnce() throws Exception {
        String body = "{\"amount\":100,\"currency\":\"INR\",\"receipt\":\"race\",\"unique_receipt\":true}";
        List<Callable<Answer>> calls = Collections.nCopies(8, () -> razorpay.post("/v1/orders", body));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Set<JsonNode> orders = new HashSet<>();
        for (Future<Answer> answer : threads.invokeAll(calls)) {
            orders.add(answer.get().body());
        }
        threads.shutdown();

        assertThat(orders).hasSize(1);
    }

    @Test
    void makesASecondOrderWithoutUniqueReceipt() throws Exception {
        razorpay.order(5000, receipt("twice"));
        razorpay.order(5000, receipt("twice"));

        assertThat(razorpay.get("/v1/orders?receipt=twice").body().path("count").asInt())
                .isEqualTo(2);
    }

    @Test
    void listsNewestFirstInPages() throws Exception {
        for (int i = 0; i < 12; i++) {
            razorpay.order(100 + i, "");
        }

        JsonNode page = razorpay.get("/v1/orders").body();
        assertThat(page.path("entity").asText()).isEqualTo("collection");
        assertThat(page.path("count").asInt()).isEqualTo(10);
        assertThat(page.at("/items/0/amount").asLong()).isEqualTo(111);
        JsonNode rest = razorpay.get("/v1/orders?count=5&skip=10").body();
        assertThat(rest.path("count").asInt()).isEqualTo(2);
        assertThat(rest.at("/items/1/amount").asLong()).isEqualTo(100);
        assertThat(razorpay.get("/v1/orders?count=101").status()).isEqualTo(400);
        assertThat(razorpay.get("/v1/orders?to=1").body().path("count").asInt()).isZero();
    }

    @Test
    void keepsOrdersOverARestart() throws Exception {
        String id = razorpay.automaticOrder();
        razorpay.post("/checkout/" + id, "{\"outcome\":\"success\"}");
        JsonNode order = razorpay.get("/v1/orders/" + id).body();
        JsonNode payments = razorpay.get("/v1/orders/" + id + "/payments").body();

        restart();

        assertThat(razorpay.get("/v1/orders/" + id).body()).isEqualTo(order);
        assertThat(razorpay.get("/v1/orders/" + id + "/payments").body()).isEqualTo(payments);
        assertThat(order.path("status").asText()).isEqualTo("paid");
    }

    @Test
    void forgetsATornLastLineAndGoesOn() throws Exception {
        String kept = razorpay.manualOrder();
        Files.writeString(dir.resolve("razorpay.jsonl"), "{\"order\":{\"id\":\"order_to", StandardOpenOption.APPEND);

        restart();
        String next = razorpay.manualOrder();
        restart();

        assertThat(razorpay.get("/v1/orders/" + kept).status()).isEqualTo(200);
        assertThat(razorpay.get("/v1/orders/" + next).status()).isEqualTo(200);
    }

    @Test
    void refusesUnknownIdsAndAddresses() throws Exception {
        assertThat(razorpay.get("/v1/orders/order_00000000000000").description())
                .isEqualTo("The id provided does not exist");
        assertThat(razorpay.get("/v1/orders/order_00000000000000").status()).isEqualTo(400);
        assertThat(razorpay.get("/v1/customers").description())
                .isEqualTo("The requested URL was not found on the server.");
    }

    private void restart() throws Exception {
        razorpay.close();
        razorpay = new RazorpaySandbox(dir);
    }

    private static String receipt(String receipt) {
        return ",\"receipt\":\"" + receipt + "\"";
    }

    private static String notes(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":\"" + value + "\"")
                .collect(Collectors.joining(",", ",\"notes\":{", "}"));
    }
}
