package com.in2peta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.sandbox.razorpay.RazorpayAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A sandbox with a clock that can be moved, and a client of the stand-ins of the providers. */
public final class RunningSandbox implements AutoCloseable {

    public static final String[] RUNPOD = {"Authorization", "Bearer rp-key"};
    public static final String[] KOYEB = {"Authorization", "Bearer koyeb-token"};
    public static final String[] SERVICE = {"Authorization", "Bearer service-token"};
    public static final String[] MODAL = {"Modal-Key", "wk-key", "Modal-Secret", "ws-secret"};

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MS = 20_000;

    /** An answer; {@link #json} fails when it is none. */
    public record Answer(int status, HttpHeaders headers, String text) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        public String at(String pointer) {
            return json().at(pointer).asText();
        }
    }

    /** A call that may fail as calls over the network do. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws IOException, InterruptedException;
    }

    private final AtomicLong offsetMillis = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Sandbox sandbox;

    public RunningSandbox(Path dataDir) throws IOException {
        RazorpayAccount account = new RazorpayAccount("rzp_test_1", "rzp_key_secret", "rzp_webhook_secret");
        sandbox = new Sandbox(dataDir, 0, account, TestKeys.PROVIDERS, new MovedClock());
        sandbox.start();
    }

    public String url() {
        return "http://127.0.0.1:" + sandbox.port();
    }

    public int port() {
        return sandbox.port();
    }

    /** Lets time pass for the stand-ins. */
    public void pass(Duration time) {
        offsetMillis.addAndGet(time.toMillis());
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    public Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    public Answer send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(method, path, body, headers), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** {@code fault("runpod", "run", "latency", "\"millis\": 5")}. */
    public Answer fault(String provider, String operation, String kind, String... more)
            throws IOException, InterruptedException {
        String rest = more.length == 0 ? "" : ", " + String.join(", ", more);
        return post(
                "/faults",
                "{\"provider\": \"%s\", \"operation\": \"%s\", \"kind\": \"%s\"%s}"
                        .formatted(provider, operation, kind, rest));
    }

    public Answer set(String setting, long millis) throws IOException, InterruptedException {
        return post("/settings", "{\"" + setting + "\": " + millis + "}");
    }

    /** Runs a job at RunPod; its id. */
    public String run(String endpoint, String input, String... more) throws IOException, InterruptedException {
        String rest = more.length == 0 ? "" : ", " + String.join(", ", more);
        return post("/runpod/v2/" + endpoint + "/run", "{\"input\": " + input + rest + "}", RUNPOD)
                .at("/id");
    }

    public Answer status(String endpoint, String job) throws IOException, InterruptedException {
        return get("/runpod/v2/" + endpoint + "/status/" + job, RUNPOD);
    }

    /** The status of a job once it is as wanted. */
    public JsonNode await(String endpoint, String job, String wanted) throws IOException, InterruptedException {
        return await(() -> status(endpoint, job), wanted, "/status").json();
    }

    /** The answer to a call once a field of it is as wanted. */
    public Answer await(Call<Answer> call, String wanted, String pointer) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        Answer answer = call.make();
        while (!answer.at(pointer).equals(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + wanted + " at " + pointer + ": " + answer.text());
            }
            TimeUnit.MILLISECONDS.sleep(5);
            answer = call.make();
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }

    private final class MovedClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(offsetMillis.get());
        }
    }
}
