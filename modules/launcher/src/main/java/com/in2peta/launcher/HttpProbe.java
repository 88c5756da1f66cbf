package com.in2peta.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks whether an address answers with 200. */
public final class HttpProbe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final HttpRequest request;
    private volatile String lastAnswer = "no answer";

    public HttpProbe(String url) {
        request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).GET().build();
    }

    /** What it answers with status 200; empty for anything else. */
    public Optional<String> body() {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            lastAnswer = response.statusCode() + " " + response.body();
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            lastAnswer = e.getClass().getSimpleName();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Status and body of the last answer, or why there was none: for whoever has to find out what is wrong. */
    public String lastAnswer() {
        return lastAnswer;
    }
}
