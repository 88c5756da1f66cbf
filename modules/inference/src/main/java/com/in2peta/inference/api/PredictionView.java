package com.in2peta.inference.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A prediction as its owner sees it.
 *
 * @param model owner/name
 * @param input JSON as UTF-8 bytes; empty once the payload's time is over
 * @param output JSON as UTF-8 bytes; of an iterator the parts so far
 * @param logs what the model wrote while it ran, as far as its provider tells
 * @param runMillis what the provider measured; this times the price is the cost
 * @param costMicros micro-units of the currency
 * @param dataRemoved whether input and output are gone for good
 * @param deployment owner/name of the deployment that was called
 * @param endUser the caller's own tag
 * @param attempts where it was tried, as a JSON array
 * @param streamPath path and query at which it can be followed without a credential, for a while
 * @param deadline when it is canceled if it has not ended
 */
public record PredictionView(
        UUID id,
        String model,
        String version,
        Status status,
        Optional<byte[]> input,
        Optional<byte[]> output,
        Optional<String> error,
        Optional<String> logs,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        OptionalLong runMillis,
        OptionalLong costMicros,
        String currency,
        boolean dataRemoved,
        Optional<String> deployment,
        Optional<String> endUser,
        Optional<Instant> deadline,
        Optional<String> attempts,
        String streamPath) {

    /** The same with less. */
    public PredictionView withContent(Optional<byte[]> keptInput, Optional<byte[]> keptOutput) {
        return new PredictionView(
                id,
                model,
                version,
                status,
                keptInput,
                keptOutput,
                error,
                logs,
                createdAt,
                startedAt,
                completedAt,
                runMillis,
                costMicros,
                currency,
                dataRemoved,
                deployment,
                endUser,
                deadline,
                attempts,
                streamPath);
    }

    /** Forward only, from left to right; the last three are final. */
    public enum Status {
        STARTING,
        PROCESSING,
        SUCCEEDED,
        FAILED,
        CANCELED;

        /** The word on the wire and in the database. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Status ofWire(String wire) {
            return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
        }

        public boolean isFinal() {
            return compareTo(PROCESSING) > 0;
        }
    }
}
