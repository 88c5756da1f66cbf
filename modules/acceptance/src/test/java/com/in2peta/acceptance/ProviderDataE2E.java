package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider gets: the input and where to call back, and nothing about who asked. It is told by a provider that writes down all it gets. */
class ProviderDataE2E {

    private static final long SECONDS = 60;
    private static final String NAME = "runner";

    @TempDir
    static Path folder;

    private static final Queue<String> GOT = new ConcurrentLinkedQueue<>();
    private static volatile boolean busy;
    private static HttpServer provider;
    private static Platform platform;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", ProviderDataE2E::answer);
        provider.start();
        platform = Platform.start(
                folder.resolve("data"),
                "in2peta.inference.runpod-url=http://127.0.0.1:"
                        + provider.getAddress().getPort(),
                "in2peta.inference.runpod-api-key=provider-key");
    }

    @AfterAll
    static void stop() {
        platform.close();
        provider.stop(0);
    }

    @Test
    @Proves({"3.2-providers", "3.1-processors"})
    void theInputAndAnAddressToCallBackAndNothingAboutWhoAsked() {
        Customer customer = customer();
        String version = publish(customer);
        customer.predict(version, text("bonjour-canary")).expect(201);
        String request = asked("bonjour-canary");
        JsonNode body = body(request);
        assertThat(body.fieldNames()).toIterable().containsExactlyInAnyOrder("input", "webhook", "policy");
        assertThat(body.path("input").path("text").asText()).isEqualTo("bonjour-canary");
        assertThat(request)
                .doesNotContainIgnoringCase(customer.username())
                .doesNotContainIgnoringCase(customer.email())
                .doesNotContainIgnoringCase("Test Person")
                .doesNotContain(customer.key())
                .doesNotContain(organization(customer));
    }

    @Test
    @Proves("7-safeguards")
    void aProviderInAnExcludedCountryGetsNothing() {
        Customer customer = customer();
        String version = publish(customer);
        exclude(customer);

        Platform.await("the refusal", SECONDS, () -> {
            Api.Answer answer = customer.predict(version, text("not-in-the-us"));
            return answer.status() == 409 && answer.body().path("code").asText().equals("country-excluded");
        });
    }

    @Test
    @Proves({"6-restrict", "7-safeguards"})
    void whatWaitsWhenItsOwnerRestrictsItIsNotSent() {
        Customer restricted = customer();
        Customer excluding = customer();
        busy = true;
        try {
            predict(restricted, "restricted-meanwhile");
            String excluded = predict(excluding, "excluded-meanwhile");
            restricted
                    .apiByToken()
                    .post(
                            "/v1/privacy/requests",
                            Map.of("kind", "restriction", "ground", "accuracy", "password", Customer.PASSWORD))
                    .expect(202);
            exclude(excluding);

            Platform.await(
                    "the end of the excluded one",
                    SECONDS,
                    () -> excluding
                            .api()
                            .get("/v1/predictions/" + excluded)
                            .body()
                            .path("error")
                            .asText()
                            .contains("EXCLUDED_COUNTRY"));
            try (Database database = Database.of(platform)) {
                Platform.await(
                        "the end of the restricted one",
                        SECONDS,
                        () -> database.rows(
                                        "select p.status from inference.prediction p join identity.organization o using (organization_id)"
                                                + " where o.username = ?",
                                        restricted.username())
                                .equals(List.of("failed")));
            }
        } finally {
            busy = false;
        }
    }

    private static String predict(Customer customer, String text) {
        String id = customer.predict(publish(customer), text(text))
                .expect(201)
                .body()
                .path("id")
                .asText();
        asked(text);
        return id;
    }

    /** The request in which the provider got this text. */
    private static String asked(String text) {
        Platform.await("the provider to be asked", SECONDS, () -> GOT.stream().anyMatch(got -> got.contains(text)));
        return GOT.stream().filter(got -> got.contains(text)).findFirst().orElseThrow();
    }

    private static void exclude(Customer customer) {
        customer.api()
                .raw(
                        "PUT",
                        "/v1/privacy/excluded-countries",
                        "{\"countries\":[\"US\"]}".getBytes(StandardCharsets.UTF_8))
                .expect(200);
    }

    private static JsonNode text(String text) {
        return Api.JSON.createObjectNode().put("text", text);
    }

    private static Customer customer() {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        return customer;
    }

    private static String publish(Customer customer) {
        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "runpod").put("endpoint", "abc123");
        return customer.publish(NAME, model);
    }

    private static String organization(Customer customer) {
        try (Database database = Database.of(platform)) {
            return database.rows(
                            "select organization_id from identity.organization where username = ?", customer.username())
                    .get(0);
        }
    }

    private static JsonNode body(String request) {
        try {
            return Api.JSON.readTree(request.substring(request.indexOf("\n\n")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().endsWith("/run")) {
            GOT.add(exchange.getRequestURI() + "\n"
                    + exchange.getRequestHeaders().entrySet() + "\n\n" + body);
        }
        byte[] answer = "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(busy ? 503 : 200, answer.length);
        try (exchange) {
            exchange.getResponseBody().write(answer);
        }
    }
}
