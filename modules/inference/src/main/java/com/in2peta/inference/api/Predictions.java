package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The life of predictions, for the organization that made them; another's do not exist for a caller. */
public interface Predictions {

    /** A part of the list, of what was created in [after, before); both may be absent. */
    record Window(Optional<Instant> createdAfter, Optional<Instant> createdBefore, Slice slice) {}

    /** What became of a wish: the prediction, and whether it is that of an earlier call under the same key or id. */
    record Created(PredictionView prediction, boolean replayed) {}

    /**
     * Checks the input against the version's schema, sets the credit aside and writes the prediction down; when this returns it is
     * accepted and will not be lost. Problems: {@code not-found} for the version, {@code invalid-input}, {@code insufficient-credit},
     * {@code overloaded}; under a key or an id {@code idempotency-key-reused} when it stood for another call and
     * {@code idempotency-in-flight} when that call is being accepted just now.
     */
    Created create(Caller caller, Wish wish);

    PredictionView get(Caller caller, UUID id);

    /** Newest first. */
    List<PredictionView> list(Caller caller, Window window);

    /** Ends the prediction and frees its hold; one that has ended is answered as it is. */
    PredictionView cancel(Caller caller, UUID id);

    /**
     * Completes when the prediction has ended, on whichever node; never exceptionally. The caller forgets it with {@code cancel}. With the output
     * where this node saw it succeed; else the prediction tells how it ended.
     */
    CompletableFuture<Optional<byte[]>> whenEnded(Caller caller, UUID id);
}
