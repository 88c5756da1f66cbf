package com.in2peta.inference.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.kernel.egress.Fields;
import com.in2peta.kernel.egress.RecipientRefused;
import com.in2peta.kernel.egress.RecipientRefused.Reason;
import com.in2peta.kernel.limit.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * RunPod's serverless API (https://docs.runpod.io/serverless/endpoints/operation-reference), which the project's own worker speaks too:
 * run, status, stream and cancel of jobs at an endpoint.
 */
final class RunPodProvider implements Provider {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ERROR_LENGTH = 2_000;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.OUTPUT_BYTES)
                    .build())
            .build());

    /** Says no, with a {@link RecipientRefused}, to what may not leave. */
    @FunctionalInterface
    interface Gate {
        void require(URI target, Collection<String> fields, UUID organizationId);
    }

    private final String name;
    private final HttpClient http;
    private final String base;
    private final String apiKey;
    private final Gate gate;

    RunPodProvider(String name, HttpClient http, URI base, String apiKey, Gate gate) {
        this.name = name;
        this.http = http;
        this.gate = gate;
        this.base = base.toString();
        this.apiKey = apiKey;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<String> run(Job job) {
        ObjectNode body = JSON.createObjectNode();
        body.putRawValue("input", new RawValue(new String(job.input(), StandardCharsets.UTF_8)));
        job.callback().ifPresent(url -> body.put("webhook", url.toString()));
        body.putObject("policy").put("executionTimeout", job.runLimit().toMillis());
        String path = job.endpoint() + "/run";
        try {
            gate.require(URI.create(base + "/" + path), Fields.of(body), job.organizationId());
        } catch (RecipientRefused refused) {
            boolean temporary = refused.reason() == Reason.NO_AGREEMENT || refused.reason() == Reason.NO_SAFEGUARD;
            return CompletableFuture.failedFuture(
                    new ProviderFailure("The provider may not get this data: " + refused.reason() + ".", temporary));
        }
        return post(path, body.toString()).thenApply(response -> {
            String id = read(require(response)).path("id").asText();
            if (id.isEmpty()) {
                throw new ProviderFailure("The provider's answer holds no job id.", true);
            }
            return id;
        });
    }

    @Override
    public CompletableFuture<Report> report(String endpoint, String jobId) {
        return get(endpoint + "/status/" + jobId)
                .thenApply(response -> response.statusCode() == NOT_FOUND
                        ? new Report(State.UNKNOWN, OptionalLong.empty(), Optional.empty(), Optional.empty())
                        : report(read(require(response))));
    }

    @Override
    public CompletableFuture<byte[]> newParts(String endpoint, String jobId) {
        return get(endpoint + "/stream/" + jobId).thenApply(response -> {
            ArrayNode parts = JSON.createArrayNode();
            read(require(response)).path("stream").forEach(part -> parts.add(part.path("output")));
            return parts.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    @Override
    public CompletableFuture<Void> cancel(String endpoint, String jobId) {
        return post(endpoint + "/cancel/" + jobId, "{}").thenAccept(response -> {
            if (response.statusCode() != NOT_FOUND) { // gone is as good as canceled
                require(response);
            }
        });
    }

    private static Report report(JsonNode status) {
        OptionalLong runMillis = status.path("executionTime").isNumber()
                ? OptionalLong.of(Math.max(0, status.get("executionTime").asLong()))
                : OptionalLong.empty();
        State state = switch (status.path("status").asText()) {
            case "IN_QUEUE" -> State.QUEUED;
            case "IN_PROGRESS", "RUNNING" -> State.RUNNING;
            case "COMPLETED" -> State.COMPLETED;
            case "FAILED" -> State.FAILED;
            case "TIMED_OUT" -> State.TIMED_OUT;
            case "CANCELLED" -> State.CANCELED;
            default -> throw new ProviderFailure("The provider's answer names no known status.", true);
        };
        Optional<byte[]> output = status.hasNonNull("output")
                ? Optional.of(status.get("output").toString().getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
        return new Report(state, runMillis, output, error(status.path("error")));
    }

    /** RunPod sends errors as text or as an object. */
    private static Optional<String> error(JsonNode error) {
        if (error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        String text = error.isTextual() ? error.asText() : error.toString();
        return Optional.of(text.length() <= MAX_ERROR_LENGTH ? text : text.substring(0, MAX_ERROR_LENGTH));
    }

    private CompletableFuture<HttpResponse<byte[]>> get(String path) {
        return send(request(path).GET().build());
    }

    private CompletableFuture<HttpResponse<byte[]>> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey);
    }

    /** The client completes on threads that the server does not know; what follows needs its own. */
    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return http.sendAsync(request, info -> new LimitedBody(Limits.OUTPUT_BYTES))
                .handleAsync(
                        (response, failure) -> {
                            if (failure != null) {
                                throw failure(failure);
                            }
                            return response;
                        },
                        http.executor().orElseThrow());
    }

    private static ProviderFailure failure(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause instanceof ProviderFailure known
                ? known
                : new ProviderFailure(
                        "The provider did not answer (" + cause.getClass().getSimpleName() + ").", true);
    }

    private static byte[] require(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == OK) {
            return response.body();
        }
        boolean temporary = status >= SERVER_ERROR
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || status == CONFLICT;
        throw new ProviderFailure("The provider answered with status " + status + ".", temporary);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new ProviderFailure("The provider's answer is not JSON.", true);
        }
    }
}
