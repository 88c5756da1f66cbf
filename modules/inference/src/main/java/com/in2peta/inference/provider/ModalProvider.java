package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A function at Modal behind a web endpoint (https://modal.com/docs/guide/webhook-timeouts). A call of more than 150 seconds is answered with a
 * redirect to an address at which its result can be waited for, as often as one likes: that address is the job's id. An endpoint that answers
 * {@code {"call_id": ...}} spawns: its results are beside it, at {@code result/{call_id}}. The POST is never repeated by itself, and keys go to the
 * endpoint's own host only.
 */
final class ModalProvider implements Provider {

    /** Longer than Modal waits before it redirects. */
    private static final Duration HOP = Duration.ofSeconds(170);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SPAWNED = "call:";
    private static final String CALL_ID = "[A-Za-z0-9_-]{1,100}";
    private static final int LONGEST_ID = 2_000;
    private static final int ACCEPTED = 202;
    private static final int SEE_OTHER = 303;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final ProviderHttp http;
    private final Gate gate;
    private final Clock clock;

    ModalProvider(ProviderHttp http, Gate gate, Clock clock) {
        this.http = http;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "modal";
    }

    @Override
    public boolean hasOwnersEndpoints() {
        return true;
    }

    @Override
    public CompletableFuture<Handed> run(Job job) {
        ObjectNode body = ProviderHttp.run(job.input());
        URI url = job.place().entry().url();
        gate.require(url, body, job.organizationId());
        Instant begun = clock.instant();
        HttpRequest request = request(job.place(), url)
                .timeout(HOP)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return http.send(request).thenApply(response -> {
            if (response.statusCode() == SEE_OTHER) {
                return new Accepted(resultAddress(url, response));
            }
            if (response.statusCode() / 100 != 2) {
                throw ProviderHttp.refusal(response);
            }
            JsonNode answer = ProviderHttp.read(response.body());
            JsonNode call = answer.path("call_id");
            if (call.isTextual()) {
                return new Accepted(SPAWNED + known(call.asText()));
            }
            return new Ended(Cog.end(answer, Duration.between(begun, clock.instant())));
        });
    }

    @Override
    public CompletableFuture<Report> report(Place place, String jobId) {
        URI url = place.entry().url();
        URI at = jobId.startsWith(SPAWNED)
                ? url.resolve("result/" + jobId.substring(SPAWNED.length()))
                : url.resolve(jobId);
        return http.send(request(place, at).timeout(HOP).GET().build())
                .thenApply(response -> switch (response.statusCode()) {
                    case ACCEPTED, SEE_OTHER -> Report.of(State.RUNNING);
                    case NOT_FOUND, GONE -> Report.of(State.UNKNOWN);
                    case 200 -> withoutWait(Cog.report(ProviderHttp.read(response.body()), Duration.ZERO));
                    default -> throw ProviderHttp.refusal(response);
                });
    }

    /** When the run began is not known here. */
    private static Report withoutWait(Report report) {
        boolean measured = report.queueMillis().isPresent();
        return new Report(
                report.state(),
                OptionalLong.empty(),
                measured ? report.runMillis() : OptionalLong.empty(),
                report.output(),
                report.error(),
                report.logs());
    }

    /** Only what was spawned can be canceled; a call ends by the function's own limit. */
    @Override
    public CompletableFuture<Void> cancel(Place place, String jobId) {
        if (!jobId.startsWith(SPAWNED)) {
            return CompletableFuture.completedFuture(null);
        }
        URI at = place.entry().url().resolve("cancel/" + jobId.substring(SPAWNED.length()));
        HttpRequest request = request(place, at)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.noBody())
                .build();
        return http.send(request).thenAccept(response -> {
            if (response.statusCode() >= 500) {
                throw ProviderHttp.refusal(response);
            }
        });
    }

    /** Path and query of the redirect: keys are sent there, so it must be the endpoint's own host. */
    private static String resultAddress(URI url, HttpResponse<?> response) {
        URI target = response.headers()
                .firstValue("Location")
                .map(location -> resolve(url, location))
                .orElseThrow(() -> new ProviderFailure("The provider redirects to nowhere.", Kind.TEMPORARY));
        boolean same = url.getScheme().equalsIgnoreCase(target.getScheme())
                && url.getHost().equalsIgnoreCase(target.getHost())
                && url.getPort() == target.getPort();
        String address = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        // A path of two slashes would be another host when it is resolved again.
        if (!same || !address.startsWith("/") || address.startsWith("//") || address.length() > LONGEST_ID) {
            throw new ProviderFailure("The provider redirects to another place.", Kind.TARGET);
        }
        return address;
    }

    private static URI resolve(URI url, String location) {
        try {
            return url.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new ProviderFailure("The provider redirects to nowhere.", Kind.TEMPORARY);
        }
    }

    private static String known(String callId) {
        if (!callId.matches(CALL_ID)) {
            throw new ProviderFailure("The provider's answer holds no call id.", Kind.TEMPORARY);
        }
        return callId;
    }

    private static HttpRequest.Builder request(Place place, URI target) {
        Access access = place.entry();
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        access.key().ifPresent(key -> request.header("Modal-Key", key));
        access.secret().ifPresent(secret -> request.header("Modal-Secret", secret));
        return request;
    }
}
