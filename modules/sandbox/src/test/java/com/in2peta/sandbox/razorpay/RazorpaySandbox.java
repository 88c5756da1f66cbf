package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.sandbox.Sandbox;
import com.in2peta.sandbox.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A running sandbox and a client for it. */
final class RazorpaySandbox implements AutoCloseable {

    static final RazorpayAccount ACCOUNT = new RazorpayAccount("rzp_test_1", "rzp_key_secret", "rzp_webhook_secret");

    /** A status and a JSON body. */
    record Answer(int status, JsonNode body) {

        String description() {
            return body.at("/error/description").asText();
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;

    RazorpaySandbox(Path dataDir) throws IOException {
        sandbox = new Sandbox(dataDir, 0, ACCOUNT, TestKeys.PROVIDERS);
        sandbox.start();
    }

    int port() {
        return sandbox.port();
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    /** A path of the sandbox itself. */
    void root(String path, String body) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Answer order(long amount, String rest) throws IOException, InterruptedException {
        return post("/v1/orders", "{\"amount\":" + amount + ",\"currency\":\"INR\"" + rest + "}");
    }

    String automaticOrder() throws IOException, InterruptedException {
        return order(5000, ",\"payment\":{\"capture\":\"automatic\"}")
                .body()
                .path("id")
                .asText();
    }

    String manualOrder() throws IOException, InterruptedException {
        return order(5000, "").body().path("id").asText();
    }

    /** With the keys of the account. */
    HttpRequest.Builder request(String path) {
        String keys = ACCOUNT.keyId() + ":" + ACCOUNT.keySecret();
        return plain(path)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)));
    }

    HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/razorpay" + path));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = text(request);
        return new Answer(response.statusCode(), json.readTree(response.body()));
    }

    HttpResponse<String> text(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
