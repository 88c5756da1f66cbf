package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.Receiver.Message;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks by Standard Webhooks, with Replicate's events: what receivers get, and what becomes of those who do not take it. */
@ExtendWith(SharedPlatform.class)
class WebhooksE2E {

    private static final long PATIENCE_SECONDS = 60;
    private static final String DELIVERIES = "/v1/webhooks/deliveries";
    private static final JsonNode INPUT = Api.JSON.valueToTree(Map.of("text", "hello"));

    private Platform platform;
    private Customer customer;
    private String version;
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = newCustomer();
        customer.buy("inr-500");
        version = customer.publish("language-identifier");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tellsAPredictionsLifeInSignedMessages() {
        String id = predict(receiver.url("/all"), List.of("start", "output", "logs", "completed"));

        await("three messages", () -> receiver.messages().size() == 3);
        List<JsonNode> deliveries = deliveries(id);
        assertThat(deliveries)
                .extracting(delivery -> delivery.path("event").asText())
                .containsExactlyInAnyOrder("start", "output", "completed");
        await("all delivered", () -> deliveries(id).stream().allMatch(d -> state(d).equals("delivered")));
        String secret = secret(customer);
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        for (Message message : receiver.messages()) {
            assertThat(message.isSignedWith(secret)).isTrue();
            assertThat(message.isSignedWith(secret(newCustomer()))).isFalse();
            assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                    .isBetween(
                            Instant.now().minusSeconds(PATIENCE_SECONDS),
                            Instant.now().plusSeconds(2));
            assertThat(message.json().path("id").asText()).isEqualTo(id);
        }
        assertThat(receiver.messages())
                .extracting(Message::id)
                .containsExactlyInAnyOrderElementsOf(deliveries.stream()
                        .map(delivery -> delivery.path("message_id").asText())
                        .toList());
        JsonNode prediction =
                customer.api().get("/v1/predictions/" + id).expect(200).body();
        String completed = messageId(deliveries, "completed");
        assertThat(receiver.messages())
                .filteredOn(message -> message.id().equals(completed))
                .singleElement()
                .extracting(Message::json)
                .isEqualTo(prediction);
    }

    @Test
    void tellsOnlyWhatWasAskedFor() {
        String filtered = predict(receiver.url("/filtered"), List.of("completed"));
        String silent = customer.predict(version, INPUT, "Prefer", "wait")
                .expect(201)
                .body()
                .path("id")
                .asText();
        String canceled = predictSlowly(receiver.url("/canceled"), List.of("completed"));
        customer.api().post("/v1/predictions/" + canceled + "/cancel", Map.of()).expect(200);

        await("both ends", () -> receiver.messages().size() == 2);
        assertThat(deliveries(filtered)).singleElement().satisfies(delivery -> {
            assertThat(delivery.path("event").asText()).isEqualTo("completed");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        });
        assertThat(deliveries(silent)).isEmpty();
        assertThat(receiver.messages("/canceled"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.json().path("status").asText()).isEqualTo("canceled"));
    }

    @Test
    void tellsNewOutputAtMostTwiceASecond() {
        String id = predictSlowly(receiver.url("/stream"), List.of("output"));

        await("some news", () -> receiver.messages().size() >= 5);
        customer.api().post("/v1/predictions/" + id + "/cancel", Map.of()).expect(200);
        List<Message> news = receiver.messages();
        for (int i = 1; i < news.size(); i++) {
            Duration apart =
                    Duration.ofNanos(news.get(i).nanos() - news.get(i - 1).nanos());
            // Measured where they arrive: what is sent half a second apart may arrive a little closer.
            assertThat(apart).isGreaterThan(Duration.ofMillis(400));
            assertThat(news.get(i).json().path("output").size())
                    .isGreaterThan(news.get(i - 1).json().path("output").size());
        }
        assertThat(news).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainWhatFailedUnderTheSameId() {
        AtomicInteger attempts = new AtomicInteger();
        receiver.answering(exchange -> exchange.sendResponseHeaders(attempts.incrementAndGet() == 1 ? 500 : 204, -1));
        String id = predict(receiver.url("/flaky"), List.of("completed"));

        await("the second attempt", () -> receiver.messages().size() == 2);
        List<Message> messages = receiver.messages();
        assertThat(messages.get(0).id()).isEqualTo(messages.get(1).id());
        assertThat(Duration.ofNanos(messages.get(1).nanos() - messages.get(0).nanos()))
                .isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(20));
        await("delivery", () -> state(only(id)).equals("delivered"));
        assertThat(only(id).path("attempts").asInt()).isEqualTo(2);
        assertThat(only(id).path("last_status").asInt()).isEqualTo(204);
    }

    @Test
    void obeysRetryAfterAndDoesNotFollowRedirects() {
        receiver.answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "90");
            exchange.getResponseHeaders().set("Location", receiver.url("/elsewhere"));
            exchange.sendResponseHeaders(307, -1);
        });
        String id = predict(receiver.url("/later"), List.of("completed"));

        await("the first attempt", () -> only(id).path("last_status").asInt() == 307);
        JsonNode delivery = only(id);
        assertThat(state(delivery)).isEqualTo("pending");
        assertThat(delivery.path("last_failure").asText()).isEqualTo("status");
        assertThat(Duration.between(
                        Instant.parse(delivery.path("attempted_at").asText()),
                        Instant.parse(delivery.path("next_attempt_at").asText())))
                .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(101));
        assertThat(receiver.messages("/elsewhere")).isEmpty();
    }

    @Test
    void aReceiverThatIsGoneIsLeftAloneUntilItIsEnabled() {
        receiver.answering(410);
        String url = receiver.url("/gone");
        String first = predict(url, List.of("completed"));
        await("410", () -> state(only(first)).equals("disabled"));
        String second = predict(url, List.of("completed"));
        await("the second", () -> state(only(second)).equals("disabled"));
        assertThat(receiver.messages()).hasSize(1);

        JsonNode disabled = customer.api()
                .get("/v1/webhooks/disabled")
                .expect(200)
                .body()
                .path("results")
                .path(0);
        assertThat(disabled.path("url").asText()).isEqualTo(url);
        String enable = "/v1/webhooks/disabled/" + disabled.path("id").asText();
        newCustomer().api().delete(enable).expect(404);
        customer.api().delete(enable).expect(204);
        receiver.answering(200);
        replay(only(second)).expect(200);
        await("delivery", () -> state(only(second)).equals("delivered"));
        assertThat(receiver.messages()).hasSize(2);
    }

    @Test
    void theOldSecretSignsBesideTheNewOneForAWhile() {
        String old = secret(customer);
        JsonNode rotated = customer.api()
                .post("/v1/webhooks/default/secret/rotate", Map.of())
                .expect(200)
                .body();
        String present = rotated.path("key").asText();
        assertThat(present).isNotEqualTo(old).isEqualTo(secret(customer));
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(rotated.path("previous_ends_at").asText())))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));

        predict(receiver.url("/both"), List.of("completed"));
        await("a message", () -> receiver.messages().size() == 1);
        Message both = receiver.messages().get(0);
        assertThat(both.signature().split(" ")).hasSize(2);
        assertThat(both.isSignedWith(old)).isTrue();
        assertThat(both.isSignedWith(present)).isTrue();

        customer.api().post("/v1/webhooks/default/secret/rotate", Map.of()).expect(200);
        predict(receiver.url("/newer"), List.of("completed"));
        await("another message", () -> receiver.messages().size() == 2);
        Message newer = receiver.messages().get(1);
        assertThat(newer.isSignedWith(old)).isFalse();
        assertThat(newer.isSignedWith(present)).isTrue();
        assertThat(newer.isSignedWith(secret(customer))).isTrue();
    }

    @Test
    void aSlowReceiverKeepsNobodyElse() {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answering(exchange -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < 10; i++) {
                predict(slow.url("/slow"), List.of("completed"));
            }
            await("the slow one to be busy", () -> slow.messages().size() == 4);

            long begun = System.nanoTime();
            predict(receiver.url("/fast"), List.of("completed"));
            await("the fast one", () -> receiver.messages().size() == 1);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
            end.countDown();
        }
    }

    @Test
    void aMessageCanBeHadAgain() {
        String id = predict(receiver.url("/again"), List.of("completed"));
        await("delivery", () -> state(only(id)).equals("delivered"));

        assertThat(state(replay(only(id)).expect(200).body())).isEqualTo("pending");

        await("the second message", () -> receiver.messages().size() == 2);
        assertThat(receiver.messages())
                .extracting(Message::id)
                .containsOnly(receiver.messages().get(0).id());
    }

    @Test
    void aMessageOutlivesTheServer() {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answering(exchange -> {
            try {
                end.await();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String id = predict(receiver.url("/killed"), List.of("completed"));
        await("the first attempt", () -> receiver.messages().size() == 1);

        platform.kill("payara");
        end.countDown();
        platform.awaitServing();

        Platform.await("the second attempt", 120, () -> receiver.messages().size() >= 2);
        await("delivery", () -> state(only(id)).equals("delivered"));
        assertThat(receiver.messages())
                .extracting(Message::id)
                .containsOnly(only(id).path("message_id").asText());
    }

    @Test
    void anotherOrganizationsDeliveriesAreNotThere() {
        String id = predict(receiver.url("/mine"), List.of("completed"));
        await("delivery", () -> state(only(id)).equals("delivered"));
        Customer other = newCustomer();

        assertThat(other.api().get(DELIVERIES).expect(200).body().path("results"))
                .isEmpty();
        assertThat(other.api()
                        .get(DELIVERIES + "?prediction=" + id)
                        .expect(200)
                        .body()
                        .path("results"))
                .isEmpty();
        other.api()
                .post(DELIVERIES + "/" + only(id).path("id").asText() + "/replay", Map.of())
                .expect(404);
        assertThat(receiver.messages()).hasSize(1);
        assertThat(secret(other)).isNotEqualTo(secret(customer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "http://169.254.169.254/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fd00::1]/",
                "https://user:secret@example.com/",
                "https://example.com:5432/",
                "https://postgres/",
                "https://0x7f000001/",
                "http://2130706433/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "hook"
            })
    void anAddressInsideIsRefusedBeforeAnythingIsAccepted(String url) {
        Answer refused = create(version, INPUT, url, List.of("completed")).expect(400);

        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(refused.body().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/webhook");
        assertThat(customer.api().get("/v1/predictions").expect(200).body().path("results"))
                .isEmpty();
    }

    @Test
    void whereMessagesGoLiesSealed() {
        String mark = "mark" + System.nanoTime();
        receiver.answering(410);
        String id = predict(receiver.url("/" + mark), List.of("completed"));
        await("410", () -> state(only(id)).equals("disabled"));

        try (Database database = Database.of(platform)) {
            assertThat(database.columnsWith(mark)).isEmpty();
            assertThat(database.columnsWith(secret(customer).substring("whsec_".length())))
                    .isEmpty();
        }
    }

    private String predict(String url, List<String> events) {
        return create(version, INPUT, url, events).expect(201).body().path("id").asText();
    }

    /** One that writes until it is canceled. */
    private String predictSlowly(String url, List<String> events) {
        String writer = customer.publish("text-generator");
        JsonNode input = Api.JSON.valueToTree(Map.of("prompt", "The ", "max_characters", 100_000));
        return create(writer, input, url, events).expect(201).body().path("id").asText();
    }

    private Answer create(String ofVersion, JsonNode input, String url, List<String> events) {
        ObjectNode body = Api.JSON.createObjectNode().put("version", ofVersion).put("webhook", url);
        body.set("input", input);
        body.set("webhook_events_filter", Api.JSON.valueToTree(events));
        return customer.api().post("/v1/predictions", body);
    }

    private Answer replay(JsonNode delivery) {
        return customer.api().post(DELIVERIES + "/" + delivery.path("id").asText() + "/replay", Map.of());
    }

    private List<JsonNode> deliveries(String prediction) {
        List<JsonNode> found = new ArrayList<>();
        customer.api()
                .get(DELIVERIES + "?prediction=" + prediction)
                .expect(200)
                .body()
                .path("results")
                .forEach(found::add);
        return found;
    }

    /** The delivery of a prediction that has one; nothing until it is there. */
    private JsonNode only(String prediction) {
        List<JsonNode> found = deliveries(prediction);
        assertThat(found).hasSizeLessThan(2);
        return found.isEmpty() ? Api.JSON.missingNode() : found.get(0);
    }

    private static String state(JsonNode delivery) {
        return delivery.path("state").asText();
    }

    private static String messageId(List<JsonNode> deliveries, String event) {
        return deliveries.stream()
                .filter(delivery -> delivery.path("event").asText().equals(event))
                .map(delivery -> delivery.path("message_id").asText())
                .findFirst()
                .orElseThrow();
    }

    private static String secret(Customer of) {
        return of.api()
                .get("/v1/webhooks/default/secret")
                .expect(200)
                .body()
                .path("key")
                .asText();
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        Platform.await(what, PATIENCE_SECONDS, condition);
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
