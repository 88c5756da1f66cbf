package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.sandbox.control.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chats and embeddings in OpenAI's API, which are predictions underneath. */
@ExtendWith(SharedPlatform.class)
class OpenAiE2E {

    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String EMBEDDINGS = "/openai/v1/embeddings";
    private static final String TELLER = "in2peta/story-teller";
    private static final long SECONDS = 120;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Platform platform;
    private Customer customer;
    private StandIns standIns;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(platform);
        customer = newCustomer();
        customer.buy("inr-500");
    }

    @AfterEach
    void behaveAgain() {
        standIns.clear();
    }

    @Test
    void listsTheModelsThatSpeakIt() {
        String mute = customer.username() + "/mute";
        customer.publish("mute", Customer.model("language-identifier"));
        String own = publish("chat", "openai-chat");

        JsonNode list = customer.api().get("/openai/v1/models").expect(200).body();
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id"))
                .contains(TELLER, own)
                .doesNotContain(mute, "in2peta/digit-reader");
        JsonNode first = list.path("data").path(0);
        assertThat(first.path("id").asText()).as("the latest comes first").isEqualTo(own);
        assertThat(first.path("object").asText()).isEqualTo("model");
        assertThat(first.path("owned_by").asText()).isEqualTo(customer.username());
        assertThat(first.path("created").isIntegralNumber()).isTrue();

        assertThat(customer.api().get("/openai/v1/models/" + own).expect(200).body())
                .isEqualTo(first);
        assertThat(customer.api()
                        .get("/openai/v1/models/" + own.replace("/", "%2F"))
                        .expect(200)
                        .body())
                .as("as OpenAI's client writes it")
                .isEqualTo(first);
        isError(newCustomer().api().get("/openai/v1/models/" + own), 404, "invalid_request_error", "model_not_found");
        isError(customer.api().get("/openai/v1/models/" + mute), 404, "invalid_request_error", "model_not_found");
    }

    @Test
    void answersAChatThatIsAPredictionLikeAnyOther() {
        long before = customer.balance("posted_micros");

        Answer answer = customer.api().post(CHAT, tale(60)).expect(200);

        JsonNode body = answer.body();
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("model").asText()).isEqualTo(TELLER);
        assertThat(body.at("/choices/0/message/content").asText()).hasSize(60);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(60);
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.header("ratelimit-remaining")).isPresent();

        JsonNode prediction = prediction(body);
        assertThat(prediction.path("status").asText()).isEqualTo("succeeded");
        assertThat(prediction.at("/input/messages/0/content").asText()).isEqualTo("Once there was");
        assertThat(prediction.at("/output/choices")).isEqualTo(body.path("choices"));
        assertThat(prediction.at("/metrics/cost_micros").asLong()).isPositive();
        assertThat(customer.balance("posted_micros"))
                .isEqualTo(before - prediction.at("/metrics/cost_micros").asLong());
        assertThat(customer.balance("held_micros")).isZero();
    }

    @Test
    void theUserIsATagAndNotSentOn() {
        String model = publish("chat", "openai-chat");
        ObjectNode body = chat(model, "Hello there").put("user", "user-7");

        JsonNode answer = customer.api().post(CHAT, body).expect(200).body();

        assertThat(prediction(answer).path("end_user").asText()).isEqualTo("user-7");
        assertThat(prediction(answer).path("input").has("user")).isFalse();
        assertThat(standIns.requests(Operation.RUNPOD_RUN).toString())
                .contains("Hello there")
                .doesNotContain("user-7");
    }

    @Test
    void streamsAChatWithTheCountOfTokensLast() throws IOException {
        ObjectNode body = tale(300).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);

        List<String> data;
        try (Stream stream = stream(body)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(stream.response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            data = stream.data();
        }

        assertThat(data.get(data.size() - 1)).isEqualTo("[DONE]");
        List<JsonNode> chunks = chunks(data);
        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(chunks.get(0).path("id"));
            assertThat(chunk.path("model").asText()).isEqualTo(TELLER);
        });
        assertThat(content(chunks)).hasSize(300);
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices").isArray()).isTrue();
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(300);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.path("usage").isNull()).isTrue());
        assertThat(prediction(last).path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void partsOfAChatComeAsTheyAreMade() throws IOException {
        ObjectNode body = chat(publish("chat", "openai-chat"), "one two three four")
                .put("stream", true)
                .put("pause_ms", 1_500);

        try (Stream stream = stream(body)) {
            JsonNode first = Api.JSON.readTree(stream.next());

            assertThat(first.at("/choices/0/delta/content").asText()).isEqualTo("one");
            assertThat(prediction(first).path("status").asText()).isEqualTo("processing");
            List<String> rest = stream.data();
            assertThat(content(chunks(rest))).isEqualTo(" two three four");
            assertThat(rest).as("nobody asked for it").noneMatch(chunk -> chunk.contains("\"usage\""));
        }
    }

    @Test
    void embedsTextsAsNumbersAndAsTheClientAsks() {
        String model = publish("embeddings", "openai-embeddings");
        Map<String, Object> plain = Map.of("model", model, "input", List.of("one", "two"));

        JsonNode numbers = customer.api().post(EMBEDDINGS, plain).expect(200).body();
        JsonNode packed = customer.api()
                .post(EMBEDDINGS, Map.of("model", model, "input", List.of("one", "two"), "encoding_format", "base64"))
                .expect(200)
                .body();

        assertThat(numbers.path("object").asText()).isEqualTo("list");
        assertThat(numbers.path("model").asText()).isEqualTo(model);
        assertThat(numbers.path("data")).hasSize(2);
        assertThat(numbers.at("/usage/total_tokens").asInt()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            JsonNode vector = numbers.path("data").path(i).path("embedding");
            ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(packed.path("data")
                                    .path(i)
                                    .path("embedding")
                                    .asText()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(floats.remaining()).isEqualTo(vector.size() * Float.BYTES);
            vector.forEach(value -> assertThat(floats.getFloat()).isEqualTo(value.floatValue()));
        }
    }

    @Test
    void saysWhatIsWrongInOpenAisWords() {
        isError(
                customer.api().post(CHAT, chat("in2peta/nothing", "x")),
                404,
                "invalid_request_error",
                "model_not_found");
        isError(
                customer.api().post(CHAT, chat("in2peta/digit-reader", "x")),
                404,
                "invalid_request_error",
                "model_not_found");
        isError(
                customer.api().post(EMBEDDINGS, Map.of("model", TELLER, "input", "x")),
                404,
                "invalid_request_error",
                "model_not_found");
        Answer empty = customer.api().post(CHAT, Map.of("model", TELLER, "messages", List.of()));
        isError(empty, 400, "invalid_request_error", "invalid_request");
        assertThat(empty.body().at("/error/param").asText()).isEqualTo("messages");
        Answer schema = customer.api()
                .post(CHAT, Map.of("model", TELLER, "messages", List.of(Map.of("role", "user", "content", 7))));
        isError(schema, 400, "invalid_request_error", "invalid_input");
        assertThat(schema.body().at("/error/param").asText()).isEqualTo("messages[0].content");
        isError(
                customer.api().raw("POST", CHAT, "{\"model\":".getBytes(StandardCharsets.UTF_8)),
                400,
                "invalid_request_error",
                "malformed_json");
        isError(customer.api().raw("POST", CHAT, new byte[0]), 400, "invalid_request_error", "malformed_json");
        isError(customer.api().get(CHAT), 405, "invalid_request_error", "method_not_allowed");
        isError(customer.api().get("/openai/v1/nothing"), 404, "invalid_request_error", "not_found");
        isError(
                Api.at(customer.api().base()).get("/openai/v1/models"),
                401,
                "invalid_request_error",
                "invalid_api_key");
        isError(customer.api().as("r8_wrong").post(CHAT, tale(1)), 401, "invalid_request_error", "invalid_api_key");
        isError(customer.api().raw("POST", CHAT, new byte[10_000_001]), 413, "invalid_request_error", "body_too_large");
        assertThat(customer.balance("held_micros")).isZero();
        assertThat(customer.api().get("/v1/predictions").expect(200).body().path("results"))
                .isEmpty();
    }

    @Test
    void anInterfaceThatIsNoneIsRefused() {
        ObjectNode model = Customer.model("language-identifier").put("interface", "openai-images");
        customer.api()
                .post(
                        "/v1/models",
                        Map.of("owner", customer.username(), "name", "x", "visibility", "private", "hardware", "cpu"))
                .expect(201);
        model.retain(
                "input_schema", "output_schema", "price_micros_per_second", "run_limit_seconds", "target", "interface");

        Answer answer = customer.api().post("/v1/models/" + customer.username() + "/x/versions", model);

        assertThat(answer.expect(400).body().at("/errors/0/pointer").asText()).isEqualTo("/interface");
        model.put("interface", "openai-chat");
        JsonNode version = customer.api()
                .post("/v1/models/" + customer.username() + "/x/versions", model)
                .expect(201)
                .body();
        assertThat(version.path("interface").asText()).isEqualTo("openai-chat");
        model.remove("interface");
        JsonNode mute = customer.api()
                .post("/v1/models/" + customer.username() + "/x/versions", model)
                .expect(201)
                .body();
        assertThat(mute.path("interface").isNull()).isTrue();
        assertThat(mute.path("id")).isNotEqualTo(version.path("id"));
    }

    @Test
    void withoutCreditThereIsNoQuota() {
        Answer answer = newCustomer().api().post(CHAT, tale(10));

        isError(answer, 429, "insufficient_quota", "insufficient_quota");
        assertThat(answer.header("x-should-retry")).contains("false");
    }

    @Test
    void aFailureOfTheModelIsOneOfTheServerAndCostsNothing() throws IOException {
        String model = publish("fail", "openai-chat");
        long before = customer.balance("posted_micros");

        Answer answer = customer.api().post(CHAT, chat(model, "x").put("message", "no such luck"));

        isError(answer, 502, "server_error", "prediction_failed");
        assertThat(answer.body().at("/error/message").asText()).contains("no such luck");
        assertThat(answer.header("x-should-retry")).contains("false");
        try (Stream stream = stream(chat(model, "x").put("stream", true))) {
            List<String> data = stream.data();
            assertThat(data).hasSize(1);
            assertThat(Api.JSON.readTree(data.get(0)).at("/error/code").asText())
                    .isEqualTo("prediction_failed");
        }
        assertThat(customer.balance("posted_micros")).isEqualTo(before);
        isError(
                customer.api().post(CHAT, chat(publish("echo", "openai-chat"), "x")),
                502,
                "server_error",
                "bad_answer");
        assertThat(customer.balance("posted_micros"))
                .isEqualTo(before - newest().at("/metrics/cost_micros").asLong());
        assertThat(customer.balance("held_micros")).isZero();
    }

    @Test
    void whatTakesTooLongIsCanceled() {
        platform.whileHanging("worker", () -> {
            Answer answer = customer.api().post(CHAT, tale(10), "Prefer", "wait=1");

            isError(answer, 504, "server_error", "timeout");
            assertThat(answer.header("x-should-retry")).contains("false");
            assertThat(newest().path("status").asText()).isEqualTo("canceled");
            assertThat(customer.balance("held_micros")).isZero();
        });
    }

    @Test
    void whoeverLeavesAStreamCancelsItsPrediction() throws IOException {
        ObjectNode body = chat(publish("chat", "openai-chat"), "one two three")
                .put("stream", true)
                .put("pause_ms", 60_000);

        try (Stream stream = stream(body)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(newest().path("status").asText()).isIn("starting", "processing");
        }

        awaitStatus("canceled");
        assertThat(customer.balance("held_micros")).isZero();
    }

    @Test
    void aRepeatedChatIsOnePrediction() {
        Answer first =
                customer.api().post(CHAT, tale(40), "Idempotency-Key", "chat-1").expect(200);
        Answer second =
                customer.api().post(CHAT, tale(40), "Idempotency-Key", "chat-1").expect(200);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(customer.api().get("/v1/predictions").expect(200).body().path("results"))
                .hasSize(1);
        isError(
                customer.api().post(CHAT, tale(41), "Idempotency-Key", "chat-1"),
                409,
                "invalid_request_error",
                "idempotency_key_reused");
    }

    @Test
    void eachCallIsInTheUsageLog() {
        customer.api().post(CHAT, tale(5)).expect(200);

        Platform.await(
                "the row of the usage log",
                SECONDS,
                () -> customer.api().get("/v1/usage").expect(200).text().contains(CHAT));
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    /** A model at one of the stand-in's endpoints; answers its name. */
    private String publish(String endpoint, String speaks) {
        ObjectNode model = Customer.model("language-identifier").put("interface", speaks);
        model.putObject("target").put("provider", "runpod").put("endpoint", endpoint);
        model.putObject("input_schema").put("type", "object");
        model.putObject("output_schema");
        model.putNull("default_example");
        customer.publish(endpoint, model);
        return customer.username() + "/" + endpoint;
    }

    private static ObjectNode chat(String model, String text) {
        return Api.JSON.valueToTree(
                Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", text))));
    }

    private static ObjectNode tale(int tokens) {
        return chat(TELLER, "Once there was").put("max_tokens", tokens).put("seed", 7);
    }

    private JsonNode prediction(JsonNode answer) {
        String id = answer.path("id").asText();
        assertThat(id).startsWith("chatcmpl-");
        return customer.api()
                .get("/v1/predictions/" + id.substring("chatcmpl-".length()))
                .expect(200)
                .body();
    }

    private JsonNode newest() {
        return customer.api()
                .get("/v1/predictions")
                .expect(200)
                .body()
                .path("results")
                .path(0);
    }

    private void awaitStatus(String status) {
        Platform.await(
                "the status " + status,
                40,
                () -> newest().path("status").asText().equals(status));
    }

    private static void isError(Answer answer, int status, String type, String code) {
        answer.expect(status);
        JsonNode error = answer.body().path("error");
        assertThat(error.path("type").asText()).as(answer.text()).isEqualTo(type);
        assertThat(error.path("code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.has("param")).isTrue();
        assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
    }

    private static List<JsonNode> chunks(List<String> data) throws IOException {
        List<JsonNode> chunks = new ArrayList<>();
        for (String json : data) {
            if (!json.equals("[DONE]")) {
                chunks.add(Api.JSON.readTree(json));
            }
        }
        return chunks;
    }

    private static String content(List<JsonNode> chunks) {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    private Stream stream(ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(customer.api().base() + CHAT))
                .timeout(Duration.ofSeconds(SECONDS))
                .header("Authorization", "Bearer " + customer.key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return new Stream(HTTP.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The data of a streamed answer, line by line. */
    private static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final java.util.Iterator<String> lines;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new java.io.BufferedReader(
                            new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring("data: ".length()))
                    .iterator();
        }

        String next() {
            return lines.next();
        }

        List<String> data() {
            List<String> rest = new ArrayList<>();
            lines.forEachRemaining(rest::add);
            return rest;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
