package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * RunPod's serverless API (https://docs.runpod.io/serverless/endpoints/operation-reference), which the project's own worker speaks too:
 * run, status, stream and cancel of jobs at an endpoint.
 */
final class RunPodProvider implements Provider {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** What RunPod takes as a job's life. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    private static final Duration LONGEST_LIFE = Duration.ofDays(7);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    /** How ids of jobs end: where they run. */
    private static final Map<String, String> REGIONS = Map.of("e", "EU", "u", "US");

    private final String name;
    private final ProviderHttp http;
    private final String base;
    private final String apiKey;
    private final Gate gate;

    RunPodProvider(String name, ProviderHttp http, URI base, String apiKey, Gate gate) {
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
    public boolean hasOwnersEndpoints() {
        return false;
    }

    @Override
    public CompletableFuture<Handed> run(Job job) {
        ObjectNode body = ProviderHttp.run(job.input());
        job.callback().ifPresent(url -> body.put("webhook", url.toString()));
        body.putObject("policy")
                .put("executionTimeout", job.runLimit().toMillis())
                .put("ttl", life(job).toMillis());
        String path = job.place().endpoint() + "/run";
        gate.require(URI.create(base + "/" + path), body, job.organizationId());
        return post(path, body.toString()).thenApply(response -> {
            String id = ProviderHttp.read(require(response)).path("id").asText();
            if (id.isEmpty()) {
                throw new ProviderFailure("The provider's answer holds no job id.", Kind.TEMPORARY);
            }
            return new Accepted(id);
        });
    }

    /** At its end RunPod deletes a job whatever it does, so it is no shorter than a run. */
    private static Duration life(Job job) {
        Duration wanted = job.life().compareTo(job.runLimit()) > 0 ? job.life() : job.runLimit();
        if (wanted.compareTo(SHORTEST_LIFE) < 0) {
            return SHORTEST_LIFE;
        }
        return wanted.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : wanted;
    }

    @Override
    public CompletableFuture<Report> report(Place place, String jobId) {
        return get(place.endpoint() + "/status/" + jobId)
                .thenApply(response -> response.statusCode() == NOT_FOUND
                        ? Report.of(State.UNKNOWN)
                        : report(ProviderHttp.read(require(response))));
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public CompletableFuture<byte[]> newParts(Place place, String jobId) {
        return get(place.endpoint() + "/stream/" + jobId).thenApply(response -> {
            ArrayNode parts = ProviderHttp.JSON.createArrayNode();
            ProviderHttp.read(require(response)).path("stream").forEach(part -> parts.add(part.path("output")));
            return ProviderHttp.bytes(parts);
        });
    }

    @Override
    public CompletableFuture<Void> cancel(Place place, String jobId) {
        return post(place.endpoint() + "/cancel/" + jobId, "{}").thenAccept(response -> {
            if (response.statusCode() != NOT_FOUND) { // gone is as good as canceled
                require(response);
            }
        });
    }

    @Override
    public CompletableFuture<Optional<Health>> health(Place place) {
        return get(place.endpoint() + "/health").thenApply(response -> {
            JsonNode health = ProviderHttp.read(require(response));
            JsonNode workers = health.path("workers");
            return Optional.of(new Health(
                    workers.path("idle").asInt() + workers.path("ready").asInt() > 0,
                    OptionalInt.of(health.path("jobs").path("inQueue").asInt()),
                    OptionalInt.of(health.path("jobs").path("inProgress").asInt())));
        });
    }

    @Override
    public Optional<String> region(Place place, String jobId) {
        int dash = jobId.lastIndexOf('-');
        return dash < 0 || dash + 1 == jobId.length()
                ? Optional.empty()
                : Optional.ofNullable(REGIONS.get(jobId.substring(dash + 1, dash + 2)));
    }

    private static Report report(JsonNode status) {
        State state = switch (status.path("status").asText()) {
            case "IN_QUEUE" -> State.QUEUED;
            case "IN_PROGRESS", "RUNNING" -> State.RUNNING;
            case "COMPLETED" -> State.COMPLETED;
            case "FAILED" -> State.FAILED;
            case "TIMED_OUT" -> State.TIMED_OUT;
            case "CANCELLED" -> State.CANCELED;
            default -> throw new ProviderFailure("The provider's answer names no known status.", Kind.TEMPORARY);
        };
        Optional<byte[]> output =
                status.hasNonNull("output") ? Optional.of(ProviderHttp.bytes(status.get("output"))) : Optional.empty();
        return new Report(
                state,
                millis(status.path("delayTime")),
                millis(status.path("executionTime")),
                output,
                ProviderHttp.error(status.path("error")),
                Optional.empty()); // its API tells none
    }

    private static OptionalLong millis(JsonNode time) {
        return time.isNumber() ? OptionalLong.of(Math.max(0, time.asLong())) : OptionalLong.empty();
    }

    private CompletableFuture<HttpResponse<byte[]>> get(String path) {
        return http.send(request(path).GET().build());
    }

    private CompletableFuture<HttpResponse<byte[]>> post(String path, String body) {
        return http.send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey);
    }

    private static byte[] require(HttpResponse<byte[]> response) {
        if (response.statusCode() == OK) {
            return response.body();
        }
        throw ProviderHttp.refusal(response);
    }
}
