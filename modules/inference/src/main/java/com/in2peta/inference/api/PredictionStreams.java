package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionView.Status;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Predictions as they run, for whoever has a link: official clients send no credential to it. */
public interface PredictionStreams {

    /** What stands in the address that {@link PredictionView#streamPath} names. */
    record Link(String id, String owner, String expiry, String signature) {}

    /**
     * How far a prediction is.
     *
     * @param parts the elements of an output that is an array, or the output as the only one; texts as they are, all else as JSON
     * @param end present when there will be no more
     */
    record Progress(List<String> parts, Optional<End> end) {}

    /** How it ended; an error only when it failed. */
    record End(Status status, Optional<String> error) {}

    /** Is told of progress on any thread, and must not wait on it. What comes late may be older than what came before. */
    @FunctionalInterface
    interface Follower {
        void show(Progress progress);
    }

    /** Ends by itself with the prediction, or when it is closed. */
    @FunctionalInterface
    interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Shows what there is and whatever comes. Problems: {@code not-found} for a link that is none or has ended and for content that is gone,
     * {@code overloaded} when too many follow on this node.
     */
    Following follow(Link link, Follower follower);

    /** The same of a prediction of one's own. */
    Following follow(Caller caller, UUID id, Follower follower);
}
