package com.in2peta.inference.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.kernel.limit.Limits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Calls to providers over HTTP: bounded bodies, and failures in the words of {@link ProviderFailure}. */
final class ProviderHttp {

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.OUTPUT_BYTES)
                    .build())
            .build());

    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MAX_ERROR_LENGTH = 2_000;

    private final HttpClient http;
    private final Executor workers;

    /** @param workers run what follows an answer */
    ProviderHttp(HttpClient http, Executor workers) {
        this.http = http;
        this.workers = workers;
    }

    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return send(request, info -> new LimitedBody(Limits.OUTPUT_BYTES));
    }

    /**
     * The client's own limit of time ends with the head of an answer: here it is held for all of it. The client completes on threads that the server
     * does not know; what follows needs its own.
     */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, Function<ResponseInfo, LimitedBody> bodies) {
        AtomicReference<LimitedBody> coming = new AtomicReference<>();
        long limitMillis = request.timeout().orElseThrow().toMillis();
        return http.sendAsync(request, info -> {
                    coming.set(bodies.apply(info));
                    return coming.get();
                })
                .thenApply(Function.identity())
                .orTimeout(limitMillis, TimeUnit.MILLISECONDS)
                .handleAsync(
                        (response, failure) -> {
                            if (failure == null) {
                                return response;
                            }
                            if (failure instanceof TimeoutException && coming.get() != null) {
                                coming.get().breakOff();
                            }
                            throw failure(failure);
                        },
                        workers);
    }

    private static ProviderFailure failure(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        if (cause instanceof TimeoutException
                || cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return new CallTimeout();
        }
        return cause instanceof ProviderFailure known
                ? known
                : new ProviderFailure(
                        "The provider did not answer (" + cause.getClass().getSimpleName() + ").", Kind.TEMPORARY);
    }

    /** What any status but the wanted one means. */
    static ProviderFailure refusal(HttpResponse<?> response) {
        int status = response.statusCode();
        boolean temporary = status >= SERVER_ERROR
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || status == CONFLICT;
        // The input is the same everywhere; keys and endpoints are not.
        boolean isFinal = status == BAD_REQUEST || status == UNPROCESSABLE || status == TOO_LARGE;
        return new ProviderFailure(
                "The provider answered with status " + status + ".",
                temporary ? Kind.TEMPORARY : isFinal ? Kind.FINAL : Kind.TARGET,
                pause(response));
    }

    /** The body of a request for a run; providers want more in it or not. */
    static ObjectNode run(byte[] input) {
        ObjectNode body = JSON.createObjectNode();
        body.putRawValue("input", new RawValue(new String(input, StandardCharsets.UTF_8)));
        return body;
    }

    static JsonNode read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && !json.isMissingNode()) {
                return json;
            }
        } catch (IOException e) {
            // told below: the cause would quote the answer
        }
        throw new ProviderFailure("The provider's answer is not JSON.", Kind.TEMPORARY);
    }

    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Providers send errors as text or as an object. */
    static Optional<String> error(JsonNode error) {
        if (error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        String text = error.isTextual() ? error.asText() : error.toString();
        return Optional.of(text.length() <= MAX_ERROR_LENGTH ? text : text.substring(0, MAX_ERROR_LENGTH));
    }

    private static Optional<Duration> pause(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
