package com.in2peta.inference.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.domain.Provider.Report;
import com.in2peta.inference.domain.Provider.State;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.kernel.limit.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A prediction as Cog's HTTP server shows it (https://github.com/replicate/cog/blob/main/docs/http.md). */
final class Cog {

    private static final double MILLIS = 1_000;

    private Cog() {}

    /** The same of a run that has ended; an answer that says otherwise is none. */
    static Report end(JsonNode prediction, Duration took) {
        Report report = report(prediction, took);
        if (report.state() == State.QUEUED || report.state() == State.RUNNING) {
            throw new ProviderFailure("The run goes on after the answer.", Kind.TEMPORARY);
        }
        return report;
    }

    /**
     * What an answer says. Without {@code metrics.predict_time} the run is as long as the call was.
     *
     * @param took from the request to the answer
     */
    static Report report(JsonNode prediction, Duration took) {
        State state = switch (prediction.path("status").asText()) {
            case "starting" -> State.QUEUED;
            case "processing" -> State.RUNNING;
            case "succeeded" -> State.COMPLETED;
            case "failed" -> State.FAILED;
            case "canceled" -> State.CANCELED;
            default -> throw new ProviderFailure("The provider's answer names no known status.", Kind.TEMPORARY);
        };
        JsonNode measured = prediction.path("metrics").path("predict_time");
        long run = measured.isNumber() ? Math.max(0, Math.round(measured.asDouble() * MILLIS)) : took.toMillis();
        Optional<byte[]> output = prediction.hasNonNull("output")
                ? Optional.of(ProviderHttp.bytes(prediction.get("output")))
                : Optional.empty();
        return new Report(
                state,
                measured.isNumber() ? OptionalLong.of(Math.max(0, took.toMillis() - run)) : OptionalLong.empty(),
                OptionalLong.of(run),
                output,
                ProviderHttp.error(prediction.path("error")),
                logs(prediction.path("logs").asText("")));
    }

    /** Of long logs the newest part, which tells why a run failed. */
    private static Optional<String> logs(String all) {
        return Optional.of(
                        all.length() > Limits.LOG_CHARACTERS
                                ? all.substring(all.length() - Limits.LOG_CHARACTERS)
                                : all)
                .filter(kept -> !kept.isEmpty());
    }
}
