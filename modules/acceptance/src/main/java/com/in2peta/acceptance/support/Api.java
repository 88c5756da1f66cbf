package com.in2peta.acceptance.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A caller of the API: an address, a credential or none, JSON in and out. Immutable; one instance may be used by many threads. */
public final class Api {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** An answer: the status, the headers, and the body as JSON (missing when it is empty or not JSON). */
    public record Answer(int status, Map<String, java.util.List<String>> headers, JsonNode body, String text) {

        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected " + wanted + ", got " + status + ": " + text);
            }
            return this;
        }

        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst();
        }

        /** The stable code of a problem document. */
        public String code() {
            return body.path("code").asText();
        }
    }

    private final HttpClient http;
    private final String base;
    private final Optional<String> credential;

    private Api(HttpClient http, String base, Optional<String> credential) {
        this.http = http;
        this.base = base;
        this.credential = credential;
    }

    /** Nobody in particular. */
    public static Api at(String base) {
        return new Api(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                base,
                Optional.empty());
    }

    /** The same address with a key or a token. */
    public Api as(String newCredential) {
        return new Api(http, base, Optional.of(newCredential));
    }

    public String base() {
        return base;
    }

    public Answer get(String path) {
        return send(request("GET", path, BodyPublishers.noBody()).build());
    }

    public Answer delete(String path) {
        return send(request("DELETE", path, BodyPublishers.noBody()).build());
    }

    /** The body is anything that Jackson writes; headers come in pairs. */
    public Answer post(String path, Object body, String... headers) {
        return send(with(headers, request("POST", path, BodyPublishers.ofString(write(body)))));
    }

    public Answer put(String path, Object body, String... headers) {
        return send(with(headers, request("PUT", path, BodyPublishers.ofString(write(body)))));
    }

    /** For bodies that are not JSON, other methods, and bodies that are not what they say. */
    public Answer raw(String method, String path, byte[] body, String... headers) {
        return send(with(headers, request(method, path, BodyPublishers.ofByteArray(body))));
    }

    /** Fails with the {@link IOException} of the connection. */
    public CompletableFuture<Answer> postAsync(String path, Object body, String... headers) {
        return http.sendAsync(
                        with(headers, request("POST", path, BodyPublishers.ofString(write(body)))),
                        BodyHandlers.ofString())
                .thenApply(Api::answer);
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(TIMEOUT);
        request.method(method, body).setHeader("Content-Type", "application/json");
        credential.ifPresent(c -> request.setHeader("Authorization", "Bearer " + c));
        return request;
    }

    private static HttpRequest with(String[] headers, HttpRequest.Builder request) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    private Answer send(HttpRequest request) {
        try {
            return answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        JsonNode body;
        try {
            body = response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            body = MissingNode.getInstance();
        }
        return new Answer(response.statusCode(), response.headers().map(), body, response.body());
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
