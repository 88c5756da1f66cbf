package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.kernel.limit.Limits;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A service at Koyeb that speaks Cog's HTTP. Koyeb has no queue: a call lasts as long as the run, and is {@code PUT /predictions/{token}}, which
 * a container takes for the same run however often it comes. So a call that broke, or that the edge gave up after its time, is asked for again.
 */
final class KoyebProvider implements Provider {

    /** Longer than the edge waits (commonly 100 s), so that its word is heard. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String EVENTS = "text/event-stream";
    /** The output comes twice, in parts and as a whole. */
    private static final int EVENTS_BYTES = 2 * Limits.OUTPUT_BYTES;

    private static final int NOT_ACCEPTABLE = 406;
    private static final int GATEWAY_TIMEOUT = 504;
    /** An edge that says sooner that a run takes too long has not waited for one. */
    private static final Duration EDGE_PATIENCE = Duration.ofSeconds(10);

    private final ProviderHttp http;
    private final Gate gate;
    private final Clock clock;

    KoyebProvider(ProviderHttp http, Gate gate, Clock clock) {
        this.http = http;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "koyeb";
    }

    @Override
    public boolean hasOwnersEndpoints() {
        return true;
    }

    @Override
    public CompletableFuture<Handed> run(Job job) {
        ObjectNode body = ProviderHttp.run(job.input());
        URI target = target(job.place(), "/predictions/" + job.token());
        gate.require(target, body, job.organizationId());
        Duration wait = job.runLimit().plus(GRACE);
        Instant begun = clock.instant();
        HttpRequest request = request(job.place(), target)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.toString()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = ask(request, job.parts(), begun.plus(wait));
        CompletableFuture<Handed> call = answer.thenApply(response -> {
            if (response.statusCode() / 100 != 2) {
                throw refusal(response);
            }
            return new Ended(Cog.end(ProviderHttp.read(response.body()), Duration.between(begun, clock.instant())));
        });
        return call.exceptionallyCompose(failure -> isOver(failure, wait)
                ? abandon(job.place(), job.token())
                        .exceptionally(missed -> null) // nobody wants the result
                        .thenApply(done -> new Ended(Report.of(State.TIMED_OUT)))
                : CompletableFuture.failedFuture(failure));
    }

    /** Where the edge has given up a run that lasts, the same call goes on with it. */
    private CompletableFuture<HttpResponse<byte[]>> ask(
            HttpRequest request, Optional<Consumer<byte[]>> parts, Instant end) {
        Instant begun = clock.instant();
        Duration left = Duration.between(begun, end);
        HttpRequest call = HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL)
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                parts.map(wanted -> events(call, wanted)).orElseGet(() -> http.send(call));
        return answer.thenCompose(response -> {
            Instant now = clock.instant();
            boolean lasts = response.statusCode() == GATEWAY_TIMEOUT && now.isAfter(begun.plus(EDGE_PATIENCE));
            if (lasts && !now.isBefore(end)) {
                throw new CallTimeout();
            }
            return lasts ? ask(request, parts, end) : CompletableFuture.completedFuture(response);
        });
    }

    /** Containers that tell no events answer with the whole result, or not at all. */
    private CompletableFuture<HttpResponse<byte[]>> events(HttpRequest request, Consumer<byte[]> parts) {
        HttpRequest telling = HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Accept", EVENTS)
                .build();
        return http.send(
                        telling,
                        info -> isEvents(info)
                                ? new CogEvents(EVENTS_BYTES, parts)
                                : new LimitedBody(Limits.OUTPUT_BYTES))
                .thenCompose(response -> response.statusCode() == NOT_ACCEPTABLE
                        ? http.send(request)
                        : CompletableFuture.completedFuture(response));
    }

    private static boolean isEvents(ResponseInfo info) {
        return info.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS);
    }

    /** Koyeb knows no limit of a run, so this side keeps it. */
    private static boolean isOver(Throwable failure, Duration wait) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof CallTimeout && wait.compareTo(LONGEST_CALL) < 0;
    }

    /** Koyeb's edge answers 404 while a service is paused, and while none has been deployed yet. */
    private static ProviderFailure refusal(HttpResponse<?> response) {
        return response.statusCode() == 404
                ? new ProviderFailure("The service does not run.", Kind.TEMPORARY)
                : ProviderHttp.refusal(response);
    }

    @Override
    public CompletableFuture<Report> report(Place place, String jobId) {
        return CompletableFuture.completedFuture(Report.of(State.UNKNOWN)); // it gives no ids
    }

    @Override
    public CompletableFuture<Void> cancel(Place place, String jobId) {
        return CompletableFuture.completedFuture(null);
    }

    /** The container's word; the edge answers in its place while none runs. */
    @Override
    public CompletableFuture<Optional<Health>> health(Place place) {
        HttpRequest request = request(place, target(place, "/health-check"))
                .timeout(TIMEOUT)
                .GET()
                .build();
        return http.send(request).thenApply(response -> {
            if (response.statusCode() / 100 != 2) {
                throw refusal(response);
            }
            boolean ready =
                    ProviderHttp.read(response.body()).path("status").asText().equals("READY");
            return Optional.of(new Health(ready, OptionalInt.empty(), OptionalInt.empty()));
        });
    }

    @Override
    public CompletableFuture<Void> abandon(Place place, UUID token) {
        HttpRequest request = request(place, target(place, "/predictions/" + token + "/cancel"))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.noBody())
                .build();
        return http.send(request).thenAccept(response -> {
            if (response.statusCode() >= 500) {
                throw ProviderHttp.refusal(response); // whatever else it says, the run is over
            }
        });
    }

    private static URI target(Place place, String path) {
        return URI.create(place.entry().url().toString().replaceAll("/+$", "") + path);
    }

    private static HttpRequest.Builder request(Place place, URI target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        place.entry().secret().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }
}
