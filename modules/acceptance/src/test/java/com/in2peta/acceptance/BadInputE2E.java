package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.limit.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer is a problem document with a stable code, and nothing has changed. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputE2E {

    private static final String KEYS = "/v1/api-keys";
    private static final String PREDICTIONS = "/v1/predictions";

    private Customer customer;
    private String version;

    /** A request that is refused. */
    record Bad(String name, String method, String path, String body, List<String> headers, int status, String code) {

        Bad with(String... more) {
            return new Bad(name, method, path, body, List.of(more), status, code);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void signUp(Platform platform) {
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        version = customer.publish("language-identifier");
    }

    static Stream<Bad> bad() {
        return Stream.of(bodies(), predictions(), addresses(), models()).flatMap(list -> list);
    }

    private static Stream<Bad> bodies() {
        return Stream.of(
                post("a body over the limit", KEYS, name("a".repeat(Limits.BODY_BYTES)), 413, "body-too-large"),
                post("a truncated body", KEYS, "{\"name\":\"a\"", 400, "malformed-json"),
                post("no JSON", KEYS, "name=a", 400, "malformed-json"),
                post("an empty body", KEYS, "", 400, "malformed-json"),
                post("null", KEYS, "null", 400, "malformed-json"),
                post("an array", KEYS, "[{\"name\":\"a\"}]", 400, "malformed-json"),
                post("text after the body", KEYS, "{\"name\":\"a\"} b", 400, "malformed-json"),
                post("two documents", KEYS, "{\"name\":\"a\"}{\"name\":\"b\"}", 400, "malformed-json"),
                post("a member twice", KEYS, "{\"name\":\"a\",\"name\":\"b\"}", 400, "malformed-json"),
                post("an unknown member", KEYS, "{\"name\":\"a\",\"scope\":\"all\"}", 400, "invalid-request"),
                post("a number for a text", KEYS, "{\"name\":1}", 400, "invalid-request"),
                post("an object for a text", KEYS, "{\"name\":{}}", 400, "invalid-request"),
                post("null for a text", KEYS, "{\"name\":null}", 400, "invalid-request"),
                post("a missing member", KEYS, "{}", 400, "invalid-request"),
                post("a blank name", KEYS, name(" "), 400, "invalid-request"),
                post("a long name", KEYS, name("a".repeat(101)), 400, "invalid-request"),
                post("a null character", KEYS, name("\\u0000"), 400, "invalid-request"),
                post("another media type", KEYS, name("a"), 415, "unsupported-media-type")
                        .with("Content-Type", "text/plain"),
                post("XML", KEYS, "<name>a</name>", 415, "unsupported-media-type")
                        .with("Content-Type", "application/xml"),
                post("a form", KEYS, "name=a", 415, "unsupported-media-type")
                        .with("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Stream<Bad> predictions() {
        int deep = Limits.JSON_DEPTH + 1;
        return Stream.of(
                predict(
                        "a prediction's body over the limit",
                        text("a".repeat(Limits.PREDICTION_BODY_BYTES)),
                        413,
                        "body-too-large"),
                predict(
                        "nesting over the limit",
                        "{\"a\":".repeat(deep) + "1" + "}".repeat(deep),
                        400,
                        "malformed-json"),
                predict(
                        "a number over the limit",
                        "{\"text\":" + "1".repeat(Limits.JSON_NUMBER_LENGTH + 1) + "}",
                        400,
                        "malformed-json"),
                predict(
                        "a name over the limit",
                        "{\"" + "n".repeat(Limits.JSON_NAME_LENGTH + 1) + "\":1}",
                        400,
                        "malformed-json"),
                predict(
                        "tokens over the limit",
                        "{\"text\":[" + "1,".repeat(Limits.JSON_TOKENS) + "1]}",
                        400,
                        "malformed-json"),
                predict("an input that is a list", "[]", 400, "invalid-request"),
                predict("an input that is null", "null", 400, "invalid-request"),
                predict("a missing text", "{}", 422, "invalid-input"),
                predict("an unknown input", "{\"text\":\"a\",\"tone\":\"b\"}", 422, "invalid-input"),
                predict("a number for the text", "{\"text\":1}", 422, "invalid-input"),
                predict("an empty text", "{\"text\":\"\"}", 422, "invalid-input"),
                predict("a wait of 0 s", text("a"), 400, "invalid-request").with("Prefer", "wait=0"),
                predict("a wait over the limit", text("a"), 400, "invalid-request")
                        .with("Prefer", "wait=" + (Limits.WAIT_SECONDS + 1)),
                post(
                        "an unknown version",
                        PREDICTIONS,
                        "{\"version\":\"" + "0".repeat(64) + "\",\"input\":{}}",
                        404,
                        "not-found"),
                post("a version that is none", PREDICTIONS, "{\"version\":\"../..\",\"input\":{}}", 404, "not-found"),
                also("a webhook that is no URL", "\"webhook\":\"http://a b\""),
                also("a long webhook", "\"webhook\":\"http://a/" + "a".repeat(Limits.WEBHOOK_URL_LENGTH) + "\""),
                also("a webhook inside a network", "\"webhook\":\"https://169.254.169.254/\""),
                also("a webhook without TLS", "\"webhook\":\"http://example.com/\""),
                also("an event that is none", "\"webhook\":\"http://a\",\"webhook_events_filter\":[\"end\"]"),
                also("a filter without a webhook", "\"webhook_events_filter\":[\"start\"]"),
                also("a priority that is none", "\"priority\":\"high\""),
                also("an empty tag", "\"end_user\":\" \""),
                also("a long tag", "\"end_user\":\"" + "a".repeat(Limits.END_USER_LENGTH + 1) + "\""),
                predict("a key with a space", text("a"), 400, "invalid-request").with("Idempotency-Key", "a b"),
                predict("a long key", text("a"), 400, "invalid-request")
                        .with("Idempotency-Key", "a".repeat(Limits.IDEMPOTENCY_KEY_LENGTH + 1)),
                predict("a deadline that is none", text("a"), 400, "invalid-request")
                        .with("Cancel-After", "soon"),
                predict("a deadline too soon", text("a"), 400, "invalid-request")
                        .with("Cancel-After", "4s"),
                predict("a deadline too far away", text("a"), 400, "invalid-request")
                        .with("Cancel-After", "169h"));
    }

    /** A good prediction with a member that is not. */
    private static Bad also(String name, String member) {
        return post(
                name,
                PREDICTIONS,
                "{\"version\":\"V\",\"input\":{\"text\":\"a\"}," + member + "}",
                400,
                "invalid-request");
    }

    private static Stream<Bad> addresses() {
        return Stream.of(
                get(
                        "an address over the limit",
                        PREDICTIONS + "?a=" + "a".repeat(Limits.URI_LENGTH),
                        400,
                        "invalid-request"),
                get("a cursor that is none", PREDICTIONS + "?cursor=a.b", 400, "invalid-cursor"),
                get("a cursor of another list", "/v1/models?cursor=aGVsbG8", 400, "invalid-cursor"),
                get("an empty cursor", "/v1/usage?cursor=", 400, "invalid-cursor"),
                get("a cursor over its limit", KEYS + "?cursor=" + "A".repeat(1_000), 400, "invalid-cursor"),
                get("a time that is none", PREDICTIONS + "?created_after=yesterday", 400, "invalid-request"),
                get("a prediction's id that is none", PREDICTIONS + "/abc", 404, "not-found"),
                get("an id of 26 other characters", PREDICTIONS + "/" + "A".repeat(26), 404, "not-found"),
                get("an order's id that is none", "/v1/billing/orders/abc", 404, "not-found"),
                get(
                        "deliveries of a prediction that is none",
                        "/v1/webhooks/deliveries?prediction=a",
                        400,
                        "invalid-request"),
                post(
                        "a replay of what is not there",
                        "/v1/webhooks/deliveries/00000000-0000-7000-8000-000000000000/replay",
                        "",
                        404,
                        "not-found"),
                get("an unknown order", "/v1/billing/orders/00000000-0000-7000-8000-000000000000", 404, "not-found"),
                get("an unknown model", "/v1/models/nobody/nothing", 404, "not-found"),
                get("an unknown path", "/v1/nothing", 404, "not-found"),
                get("a path outside the API", "/nothing.html", 404, "not-found"),
                get("a file of the application", "/WEB-INF/web.xml", 404, "not-found"),
                get("a media type that is not offered", "/v1/account", 406, "not-acceptable")
                        .with("Accept", "text/html"),
                new Bad("an unknown method", "BREW", PREDICTIONS, "", List.of(), 405, "method-not-allowed"),
                new Bad("a method that is not allowed", "PUT", PREDICTIONS, "{}", List.of(), 405, "method-not-allowed"),
                new Bad(
                        "a key that is not there",
                        "DELETE",
                        KEYS + "/00000000-0000-7000-8000-000000000000",
                        "",
                        List.of(),
                        404,
                        "not-found"),
                get(
                        "the staff's own path",
                        "/v1/staff/batches/00000000-0000-7000-8000-000000000000",
                        403,
                        "forbidden"));
    }

    private static Stream<Bad> models() {
        String versions = "/v1/models/OWNER/language-identifier/versions";
        return Stream.of(
                post("a model under another name", "/v1/models", model("somebody-else", "a"), 403, "forbidden"),
                post("a model's name that is none", "/v1/models", model("OWNER", "A b"), 400, "invalid-request"),
                post("the same model again", "/v1/models", model("OWNER", "language-identifier"), 409, "model-exists"),
                post(
                        "a schema that fetches",
                        versions,
                        version("{\"$ref\":\"http://127.0.0.1/a\"}", 1),
                        400,
                        "invalid-request"),
                post(
                        "a schema over the limit",
                        versions,
                        version("{\"description\":\"" + "a".repeat(Limits.SCHEMA_BYTES) + "\"}", 1),
                        400,
                        "invalid-request"),
                post(
                        "a schema with a pattern that backtracks",
                        versions,
                        version("{\"pattern\":\"(?=a)b\"}", 1),
                        400,
                        "invalid-request"),
                post("a price below zero", versions, version("{}", -1), 400, "invalid-request"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isRefusedWithAProblemAndChangesNothing(Bad bad) {
        String before = state();

        Answer answer = customer.api()
                .raw(
                        bad.method(),
                        bad.path().replace("OWNER", customer.username()),
                        bad.body()
                                .replace("OWNER", customer.username())
                                .replace("\"V\"", "\"" + version + "\"")
                                .getBytes(StandardCharsets.UTF_8),
                        bad.headers().toArray(String[]::new));

        assertThat(answer.status()).as(answer.text()).isEqualTo(bad.status());
        assertThat(answer.code()).isEqualTo(bad.code());
        assertProblem(answer);
        assertThat(answer.body().path("status").asInt()).isEqualTo(bad.status());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void everyViolationOfAModelsSchemaIsNamed() {
        Answer answer = customer.predict(version, Api.JSON.valueToTree(Map.of("text", 1, "tone", "b")))
                .expect(422);

        assertThat(answer.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/input/text", "/input/tone");
    }

    @Test
    void everyMissingMemberIsNamed() {
        Answer answer = customer.api().post("/v1/models", Map.of("owner", "a")).expect(400);

        assertThat(answer.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/name", "/visibility", "/hardware");
    }

    @Test
    void whatNeedsACallerIsRefusedWithoutOne(Platform platform) {
        for (String path : List.of(
                "/v1/account",
                KEYS,
                PREDICTIONS,
                "/v1/models",
                "/v1/usage",
                "/v1/webhooks/default/secret",
                "/v1/webhooks/deliveries",
                "/v1/webhooks/disabled",
                "/v1/billing/balance",
                "/v1/billing/packs",
                "/v1/billing/orders",
                "/v1/billing/transactions",
                "/v1/staff/batches/00000000-0000-7000-8000-000000000000")) {
            Answer answer = platform.api().get(path).expect(401);
            assertProblem(answer);
            assertThat(answer.code()).as(path).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).as(path).contains("Bearer");
        }
    }

    @Test
    void theRequestsOwnIdIsKeptWhenItIsHarmless() {
        Answer kept = customer.api().raw("GET", "/v1/nothing", new byte[0], "X-Request-Id", "abc-1");
        Answer replaced = customer.api().raw("GET", "/v1/nothing", new byte[0], "X-Request-Id", "<script>");

        assertThat(kept.header("X-Request-Id")).contains("abc-1");
        assertThat(kept.body().path("trace_id").asText()).isEqualTo("abc-1");
        assertThat(replaced.body().path("trace_id").asText()).matches("[0-9a-f-]{36}");
    }

    private static void assertProblem(Answer answer) {
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        JsonNode problem = answer.body();
        assertThat(problem.path("type").asText()).endsWith("/" + answer.code());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("instance").asText()).startsWith("/");
        assertThat(problem.path("trace_id").asText()).isNotBlank();
        assertThat(answer.text())
                .doesNotContainIgnoringCase("<html", "exception", "\tat ", ".java", "jakarta.", "com.in2peta");
    }

    /** What a refused request could have changed. */
    private String state() {
        StringBuilder state = new StringBuilder();
        for (String path : List.of(
                PREDICTIONS,
                "/v1/billing/balance",
                "/v1/billing/orders",
                "/v1/models/" + customer.username() + "/language-identifier/versions")) {
            state.append(customer.api().get(path).expect(200).text());
        }
        customer.api().get(KEYS).expect(200).body().path("results").forEach(key -> state.append(key.path("id")));
        return state.toString();
    }

    private static Bad post(String name, String path, String body, int status, String code) {
        return new Bad(name, "POST", path, body, List.of(), status, code);
    }

    private static Bad predict(String name, String input, int status, String code) {
        return post(name, PREDICTIONS, "{\"version\":\"V\",\"input\":" + input + "}", status, code);
    }

    private static Bad get(String name, String path, int status, String code) {
        return new Bad(name, "GET", path, "", List.of(), status, code);
    }

    private static String name(String name) {
        return "{\"name\":\"" + name + "\"}";
    }

    private static String text(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static String model(String owner, String name) {
        return "{\"owner\":\"" + owner + "\",\"name\":\"" + name
                + "\",\"visibility\":\"private\",\"hardware\":\"cpu\"}";
    }

    private static String version(String schema, long price) {
        return "{\"input_schema\":" + schema + ",\"output_schema\":{},\"price_micros_per_second\":" + price
                + ",\"run_limit_seconds\":10,\"target\":{\"provider\":\"worker\",\"endpoint\":\"digit-reader\"}}";
    }
}
