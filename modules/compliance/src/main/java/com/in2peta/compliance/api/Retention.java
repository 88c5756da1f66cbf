package com.in2peta.compliance.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Dropping what has reached its end: every quarter of an hour by itself, and on demand. */
public interface Retention {

    /** A run: {@code running}, {@code completed} or {@code failed}; units are partitions. */
    record RunView(
            UUID id, String state, Instant startedAt, Optional<Instant> endedAt, int unitsMade, int unitsDropped) {}

    /** Starts a run, or answers the one that is under way. */
    RunView start(Optional<UUID> requestedBy);

    Optional<RunView> find(UUID id);

    /** Whether there is room for what is being written now; asked by readiness. */
    boolean prepared();
}
