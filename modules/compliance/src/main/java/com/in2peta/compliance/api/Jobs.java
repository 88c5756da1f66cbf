package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The platform's batch jobs: each does one thing, one run of it about one subject at a time. */
public interface Jobs {

    /**
     * A run.
     *
     * @param subject the request, upload or other thing that the run is about
     * @param dryRun whether it only counts
     * @param requestedBy a member of staff; empty for the schedule and for the platform itself
     * @param state {@code running}, {@code parked} (waits for somebody or something), {@code completed}, {@code failed} or {@code stopped}
     * @param exitStatus why, in a word of the job
     * @param counts what was done so far, by name
     */
    record RunView(
            UUID id,
            String job,
            Optional<UUID> subject,
            boolean dryRun,
            Optional<UUID> requestedBy,
            String state,
            Optional<String> exitStatus,
            Map<String, Long> counts,
            Instant startedAt,
            Optional<Instant> endedAt) {}

    /**
     * Starts a run, or answers the one that is under way or parked. Never joins the caller's transaction: commit first what the run shall
     * find.
     */
    RunView start(String job, Optional<UUID> subject, boolean dryRun, Optional<UUID> requestedBy);

    Optional<RunView> find(UUID id);

    /** Runs of every job, the newest first. */
    List<RunView> list(Slice slice);

    /** Ends the run after the chunk or step that it is at, on whichever node that is; a parked run at once. */
    RunView stop(UUID id);

    /** Goes on with a run that is parked, failed or stopped. */
    RunView resume(UUID id);
}
