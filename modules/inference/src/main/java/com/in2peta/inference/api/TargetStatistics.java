package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the targets of a model's versions do, counted some seconds late. */
public interface TargetStatistics {

    /** The longest stretch of time that can be asked for. */
    Duration KEPT = Duration.ofHours(48);

    /** What half of the runs, and all but a twentieth of them, took at most; each at most a fifth too high. */
    record Percentiles(Duration p50, Duration p95) {}

    /**
     * Of the attempts at one target.
     *
     * @param target which of the version's targets, counted from 0
     * @param failed the model said so
     * @param refused the provider did not take the job
     * @param lost the provider took it and forgot it
     * @param queue until a run began, cold starts included
     * @param coldStart the same, of runs that found the target idle
     * @param run of what succeeded
     */
    record TargetStatistic(
            String version,
            int target,
            String provider,
            long attempts,
            long succeeded,
            long failed,
            long timedOut,
            long refused,
            long lost,
            Optional<Percentiles> queue,
            Optional<Percentiles> coldStart,
            Optional<Percentiles> run) {}

    /** For the owner: of what has ended within that time, in whole quarters of an hour; the targets with the most attempts first. */
    List<TargetStatistic> of(Caller caller, String owner, String name, Duration last);
}
