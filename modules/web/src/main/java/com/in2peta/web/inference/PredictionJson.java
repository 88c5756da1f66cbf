package com.in2peta.web.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.kernel.id.Ids;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.WebConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A prediction on the wire, in the form of Replicate's API; the cost stands with the metrics. */
public record PredictionJson(
        String id,
        String model,
        String version,
        Json.Raw input,
        Json.Raw output,
        String logs,
        String error,
        String status,
        Instant createdAt,
        Instant startedAt,
        Instant completedAt,
        boolean dataRemoved,
        String source,
        String deployment,
        String endUser,
        Instant deadline,
        Metrics metrics,
        Urls urls) {

    /** Times in seconds; the cost in micro-units of the currency. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metrics(Double predictTime, Double totalTime, Long costMicros, String currency, Json.Raw attempts) {}

    public record Urls(String web, String get, String cancel, String stream) {}

    private static final double MILLIS = 1_000.0;

    static PredictionJson of(PredictionView prediction, WebConfig config) {
        return of(prediction, prediction.status(), config);
    }

    /** Says {@code starting} of a prediction that has not ended: what Replicate's clients understand as "ask again". */
    static PredictionJson unfinished(PredictionView prediction, WebConfig config) {
        return of(prediction, Status.STARTING, config);
    }

    private static PredictionJson of(PredictionView prediction, Status status, WebConfig config) {
        String id = Ids.toWire(prediction.id());
        String url = config.url("/v1/predictions/" + id);
        return new PredictionJson(
                id,
                prediction.model(),
                prediction.version(),
                prediction.input().map(Json.Raw::new).orElse(null),
                prediction.output().map(Json.Raw::new).orElse(null),
                prediction.logs().orElse(""),
                prediction.error().orElse(null),
                status.wire(),
                prediction.createdAt(),
                prediction.startedAt().orElse(null),
                prediction.completedAt().orElse(null),
                prediction.dataRemoved(),
                "api",
                prediction.deployment().orElse(null),
                prediction.endUser().orElse(null),
                prediction.deadline().orElse(null),
                prediction.completedAt().map(end -> metrics(prediction, end)).orElse(null),
                new Urls(
                        config.url("/v1/predictions/" + id),
                        url,
                        url + "/cancel",
                        config.url(prediction.streamPath())));
    }

    private static Metrics metrics(PredictionView prediction, Instant end) {
        return new Metrics(
                prediction.runMillis().isPresent() ? prediction.runMillis().getAsLong() / MILLIS : null,
                Duration.between(prediction.createdAt(), end).toMillis() / MILLIS,
                prediction.costMicros().orElse(0),
                prediction.currency(),
                prediction
                        .attempts()
                        .map(attempts -> new Json.Raw(attempts.getBytes(StandardCharsets.UTF_8)))
                        .orElse(null));
    }
}
