package com.in2peta.inference.domain;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Somebody who runs models. Every call is asynchronous, so no thread waits; it fails with {@link ProviderFailure}. What is sent holds the
 * input and perhaps an address to call back, and nothing about who asked.
 */
public interface Provider {

    /**
     * Where a job runs.
     *
     * @param endpoint its name at the provider, or the owner's name of it
     * @param region where it is, as far as its owner has said so
     * @param access present for a provider whose endpoints have addresses and keys of their own
     */
    record Place(String endpoint, Optional<String> region, Optional<Access> access) {

        /** Of an endpoint that the platform's own account has. */
        public static Place of(String endpoint) {
            return new Place(endpoint, Optional.empty(), Optional.empty());
        }

        /** How to get in at an endpoint of a model owner; a failure of the target when he has removed it. */
        public Access entry() {
            return access.orElseThrow(
                    () -> new ProviderFailure("The model's endpoint does not exist.", ProviderFailure.Kind.TARGET));
        }
    }

    /** The address of an endpoint and what opens it. */
    record Access(URI url, Optional<String> key, Optional<String> secret) {}

    /**
     * A job to run. Whose it is decides whether it may be sent and is not sent itself.
     *
     * @param token a random name of the job, for providers that take one; the same in every attempt
     * @param input JSON
     * @param callback where to report the end
     * @param life after which nobody wants the result
     * @param parts present when parts of the output are wanted as they come: is told each as JSON by a provider whose call lasts as long as the run,
     *     and does not block
     */
    record Job(
            UUID organizationId,
            Place place,
            UUID token,
            byte[] input,
            Optional<URI> callback,
            Duration runLimit,
            Duration life,
            Optional<Consumer<byte[]>> parts) {}

    /** What became of a job that was handed over. */
    sealed interface Handed {}

    /** It is the provider's now, under this id. */
    record Accepted(String jobId) implements Handed {}

    /** It has ended already. */
    record Ended(Report report) implements Handed {}

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

    /**
     * What the provider says of a job; the output is JSON, the error is for the caller's eyes.
     *
     * @param queueMillis until the run began, a cold start included
     * @param logs what the model wrote while it ran
     */
    record Report(
            State state,
            OptionalLong queueMillis,
            OptionalLong runMillis,
            Optional<byte[]> output,
            Optional<String> error,
            Optional<String> logs) {

        /** Of a state alone. */
        public static Report of(State state) {
            return new Report(
                    state,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * How an endpoint does.
     *
     * @param ready whether something is there that takes a job at once
     * @param queued jobs that wait
     * @param running jobs that run
     */
    record Health(boolean ready, OptionalInt queued, OptionalInt running) {}

    /** The name that a version's target gives. */
    String name();

    /** Whether its endpoints are the model owners', with addresses and keys of theirs. */
    boolean hasOwnersEndpoints();

    /** Hands a job over. A provider without a queue answers when it has ended. */
    CompletableFuture<Handed> run(Job job);

    CompletableFuture<Report> report(Place place, String jobId);

    /** Whether {@link #newParts} can show anything. */
    default boolean streams() {
        return false;
    }

    /** Parts of the output that were not delivered before, as a JSON array. */
    default CompletableFuture<byte[]> newParts(Place place, String jobId) {
        return CompletableFuture.completedFuture(new byte[] {'[', ']'});
    }

    CompletableFuture<Void> cancel(Place place, String jobId);

    /** Ends a run that was handed over and has no id yet, as far as the provider can. */
    default CompletableFuture<Void> abandon(Place place, UUID token) {
        return CompletableFuture.completedFuture(null);
    }

    /** How an endpoint does; empty for a provider that does not tell. */
    default CompletableFuture<Optional<Health>> health(Place place) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Where a job runs, as far as its id or its place tells. */
    default Optional<String> region(Place place, String jobId) {
        return place.region();
    }
}
