package com.in2peta.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The platform's HTTP interface as any customer sees it. */
final class Api {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int SHOWN_CHARS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String baseUrl;
    private final Optional<String> token;

    Api(String baseUrl, Optional<String> token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** Empty when there is no such thing. */
    Optional<JsonNode> get(String path) {
        HttpResponse<String> response = send(request(path).GET().build());
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(read(path, response, List.of(200)));
    }

    /** Any other status than those expected ends the seeding with the answer's own words. */
    JsonNode post(String path, Object body, Integer... expected) {
        try {
            HttpRequest request = request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return read(path, send(request), List.of(expected));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(LIMIT);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartFailure("the demo data could not be made: " + request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while making the demo data", e);
        }
    }

    private static JsonNode read(String path, HttpResponse<String> response, List<Integer> expected) {
        String body = response.body();
        if (!expected.contains(response.statusCode())) {
            throw new StartFailure("the demo data could not be made: " + path + " answered " + response.statusCode()
                    + " " + body.substring(0, Math.min(body.length(), SHOWN_CHARS)));
        }
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new StartFailure("the demo data could not be made: " + path + " answered no JSON", e);
        }
    }
}
