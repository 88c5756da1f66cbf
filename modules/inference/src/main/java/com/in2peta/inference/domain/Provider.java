package com.in2peta.inference.domain;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who runs models. Every call is asynchronous, so no thread waits; it fails with {@link ProviderFailure}. What is sent holds the
 * input and an address to call back, and nothing about who asked.
 */
public interface Provider {

    /** A job to run: JSON input, where to report the end, and how long it may run. Whose it is decides whether it may be sent and is not sent itself. */
    record Job(UUID organizationId, String endpoint, byte[] input, Optional<URI> callback, Duration runLimit) {}

    /** How far a job is. */
    enum State {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        TIMED_OUT,
        CANCELED,
        /** The provider does not know the job: it expired, or the provider lost it. */
        UNKNOWN
    }

    /** What the provider says of a job; the output is JSON, the error is for the caller's eyes. */
    record Report(State state, OptionalLong runMillis, Optional<byte[]> output, Optional<String> error) {}

    /** The name that a version's target gives. */
    String name();

    /** The provider's id of the accepted job. */
    CompletableFuture<String> run(Job job);

    CompletableFuture<Report> report(String endpoint, String jobId);

    /** Parts of the output that were not delivered before, as a JSON array. */
    CompletableFuture<byte[]> newParts(String endpoint, String jobId);

    CompletableFuture<Void> cancel(String endpoint, String jobId);
}
