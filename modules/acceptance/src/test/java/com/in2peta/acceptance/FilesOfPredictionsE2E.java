package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Form;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import com.in2peta.kernel.id.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a provider gets of files and what it gives, told by a provider that follows links and gives back what the input asks for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesOfPredictionsE2E {

    private static final long SECONDS = 60;
    private static final int LARGE = 300_000;

    @TempDir
    static Path folder;

    /** By job: the input that came. */
    private static final Map<String, JsonNode> JOBS = new ConcurrentHashMap<>();

    private static final AtomicInteger REFUSED = new AtomicInteger();

    private static volatile boolean busy;
    private static HttpServer provider;
    private static Platform platform;
    private static Customer customer;
    private static String version;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newFixedThreadPool(4));
        provider.createContext("/", FilesOfPredictionsE2E::answer);
        provider.start();
        platform = Platform.start(
                folder.resolve("data"),
                "in2peta.inference.runpod-url=http://127.0.0.1:"
                        + provider.getAddress().getPort(),
                "in2peta.inference.runpod-api-key=provider-key");
        customer = customer();
        ObjectNode model = Customer.model("digit-reader");
        model.putObject("target").put("provider", "runpod").put("endpoint", "echo");
        ((ObjectNode) model.path("input_schema")).remove("additionalProperties");
        ((ObjectNode) model.path("input_schema")).remove("required");
        version = customer.publish("echo", model);
    }

    @AfterAll
    static void stop() {
        platform.close();
        provider.stop(0);
    }

    @Test
    @Order(1)
    void aLargeFileReachesTheProviderByALinkThatNamesNobodyAndASmallOneInside() {
        byte[] large = random(LARGE);
        JsonNode uploaded = customer.upload("large.png", "image/png", large);
        JsonNode small = customer.upload("small.png", "image/png", new byte[] {1, 2, 3});

        JsonNode run = predict(Map.of("image", uploaded.at("/urls/get").asText(), "masks", new String[] {
            small.at("/urls/get").asText(), "https://example.com/mask.png"
        }));

        JsonNode got = JOBS.get(run.path("id").asText());
        String link = got.path("image").asText();
        assertThat(ExportPackage.get(link).body()).isEqualTo(large);
        assertThat(link).doesNotContain(customer.username()).doesNotContain(organization());
        assertThat(got.path("masks").get(0).asText())
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));
        assertThat(got.path("masks").get(1).asText()).isEqualTo("https://example.com/mask.png");
        assertThat(run.at("/input/image").asText())
                .isEqualTo(uploaded.at("/urls/get").asText());
    }

    @Test
    @Order(2)
    void aLargeFileInTheOutputIsALinkThatEachReadingShows() {
        byte[] large = random(LARGE);
        byte[] png = Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), LARGE);
        String small = dataUrl(random(100));
        String words = "w".repeat(LARGE);

        JsonNode run = predict(Map.of(
                "output",
                Map.of(
                        "images",
                        new String[] {dataUrl(large), small},
                        "raw",
                        Base64.getEncoder().encodeToString(png),
                        "words",
                        words)));

        HttpResponse<byte[]> image =
                ExportPackage.get(run.at("/output/images/0").asText());
        assertThat(image.body()).isEqualTo(large);
        assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        HttpResponse<byte[]> raw = ExportPackage.get(run.at("/output/raw").asText());
        assertThat(raw.body()).isEqualTo(png);
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(run.at("/output/images/1").asText()).isEqualTo(small);
        assertThat(run.at("/output/words").asText()).isEqualTo(words);
        String path = "/v1/predictions/" + run.path("id").asText();
        assertThat(customer.api().get(path).expect(200).body().path("output")).isEqualTo(run.path("output"));
        assertThat(customer.api().get("/v1/files").expect(200).text()).doesNotContain("output.jpeg");
        try (Database database = Database.of(platform)) {
            assertThat(database.number("select count(*) from inference.file where prediction_id is not null"
                            + " and expires_at > now() + interval '29 days 23 hours'"))
                    .isEqualTo(2);
        }
    }

    @Test
    @Order(3)
    void aModelThatNamesSomebodyElsesFileOpensNothing() {
        String strangers = customer()
                .upload("secret", "text/plain", new byte[] {1})
                .path("id")
                .asText();

        JsonNode run = predict(Map.of("output", Map.of("image", "in2peta-file:" + strangers)));

        assertThat(ExportPackage.get(run.at("/output/image").asText()).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(4)
    void aFileThatGoesBeforeTheRunBeginsEndsThePredictionAtNoCost() {
        JsonNode uploaded = customer.upload("gone.png", "image/png", new byte[] {1});
        busy = true;
        String id;
        try {
            int before = REFUSED.get();
            id = customer.predict(
                            version,
                            Api.JSON.valueToTree(
                                    Map.of("image", uploaded.at("/urls/get").asText())))
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            Platform.await("the provider to refuse", SECONDS, () -> REFUSED.get() > before);
            customer.api().delete(uploaded.at("/urls/get").asText()).expect(204);
        } finally {
            busy = false;
        }

        JsonNode ended = ended(id);

        assertThat(ended.path("status").asText()).isEqualTo("failed");
        assertThat(ended.path("error").asText()).isEqualTo("A file of the input has ended or was deleted.");
        assertThat(ended.at("/metrics/cost_micros").asLong()).isZero();
    }

    @Test
    @Order(5)
    void aKillInTheMiddleOfAnUploadLeavesWhatNobodySeesAndRetentionDeletes() throws Exception {
        Customer interrupted = customer();
        String own = "organization_id = (select organization_id from identity.organization where username = '"
                + interrupted.username() + "')";
        URI base = URI.create(interrupted.api().base());
        try (Database database = Database.of(platform);
                Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + interrupted.key()
                            + "\r\nContent-Length: 50000000\r\nContent-Type: " + Form.MEDIA_TYPE + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] form = new Form()
                    .file("content", "a", "text/plain", random(3_000_000))
                    .bytes();
            out.write(form, 0, form.length - 100);
            out.flush();
            Platform.await(
                    "some pieces",
                    SECONDS,
                    () -> database.number("select count(*) from inference.file_chunk where " + own) >= 3);
            platform.kill("payara");
        }
        platform.awaitServing();

        assertThat(interrupted.api().get("/v1/files").expect(200).body().path("results"))
                .isEmpty();
        try (Database database = Database.of(platform)) {
            assertThat(database.number("select count(*) from inference.file where size is null and " + own))
                    .isOne();
            database.execute("update inference.file set expires_at = now() - interval '1 second' where " + own);
            JsonNode retention = Staff.run(Staff.of(platform), "retention", SECONDS);
            assertThat(retention.path("state").asText()).isEqualTo("completed");
            assertThat(database.number("select count(*) from inference.file_chunk where " + own))
                    .isZero();
        }
    }

    private static JsonNode predict(Map<String, Object> input) {
        return ended(customer.predict(version, Api.JSON.valueToTree(input))
                .expect(201)
                .body()
                .path("id")
                .asText());
    }

    private static JsonNode ended(String id) {
        Platform.await(
                "the end of the prediction",
                SECONDS,
                () -> customer.api().get("/v1/predictions/" + id).body().hasNonNull("completed_at"));
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }

    private static Customer customer() {
        Customer somebody = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        somebody.buy("inr-500");
        return somebody;
    }

    private static String organization() {
        try (Database database = Database.of(platform)) {
            return database.rows(
                            "select organization_id from identity.organization where username = ?", customer.username())
                    .get(0);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String dataUrl(byte[] content) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(content);
    }

    /** A job's id is the prediction's, out of the address to call back. */
    private static void answer(HttpExchange exchange) throws IOException {
        boolean refuses = busy;
        JsonNode body = Api.JSON.readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        ObjectNode answer = Api.JSON.createObjectNode();
        if (path.endsWith("/run")) {
            String prediction = body.path("webhook").asText().replaceAll(".*/callbacks/([^/]+)/.*", "$1");
            String id = Ids.toWire(UUID.fromString(prediction));
            JOBS.put(id, body.path("input"));
            answer.put("id", id).put("status", "IN_QUEUE");
        } else {
            JsonNode input = JOBS.get(path.substring(path.lastIndexOf('/') + 1));
            answer.put("status", "COMPLETED").put("executionTime", 10);
            answer.set("output", input.path("output"));
        }
        byte[] bytes = Api.JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(refuses ? 503 : 200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
        if (refuses) {
            REFUSED.incrementAndGet();
        }
    }
}
