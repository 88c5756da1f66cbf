package com.in2peta.inference.domain;

import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.domain.Provider.Report;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * How a prediction ends. Only a success has a cost.
 *
 * @param inFlightKey the content key, wrapped for the time in flight
 */
public record Ending(
        UUID predictionId,
        UUID organizationId,
        byte[] inFlightKey,
        long fence,
        Status status,
        Optional<Instant> startedAt,
        OptionalLong runMillis,
        long costMicros,
        Optional<byte[]> output,
        Optional<String> error,
        Optional<String> logs,
        Optional<String> tries) {

    /** The model answered; its run time is paid for. */
    public static Ending success(Dispatch dispatch, long runMillis, Report report, String tries, Instant now) {
        return new Ending(
                dispatch.predictionId(),
                dispatch.organizationId(),
                dispatch.sealedKey(),
                dispatch.fence(),
                Status.SUCCEEDED,
                Optional.of(now.minusMillis(runMillis)),
                OptionalLong.of(runMillis),
                Cost.ofRun(runMillis, dispatch.price()),
                report.output(),
                Optional.empty(),
                report.logs(),
                Optional.of(tries));
    }

    /** It did not work out, and costs nothing. */
    public static Ending failure(Dispatch dispatch, OptionalLong runMillis, String error, Optional<String> tries) {
        return new Ending(
                dispatch.predictionId(),
                dispatch.organizationId(),
                dispatch.sealedKey(),
                dispatch.fence(),
                Status.FAILED,
                Optional.empty(),
                runMillis,
                0,
                Optional.empty(),
                Optional.of(error),
                Optional.empty(),
                tries);
    }

    /** The run came to an end of its own or was stopped at its limit; what the model wrote meanwhile may tell why. */
    public static Ending failure(Dispatch dispatch, Report report, String error, String tries) {
        return new Ending(
                dispatch.predictionId(),
                dispatch.organizationId(),
                dispatch.sealedKey(),
                dispatch.fence(),
                Status.FAILED,
                Optional.empty(),
                report.runMillis(),
                0,
                Optional.empty(),
                Optional.of(error),
                report.logs(),
                Optional.of(tries));
    }

    /** Failing instead, at no cost. */
    public Ending failing() {
        return new Ending(
                predictionId,
                organizationId,
                inFlightKey,
                fence,
                Status.FAILED,
                Optional.empty(),
                runMillis,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tries);
    }
}
