package com.in2peta.worker.job;

import java.time.Duration;

/**
 * The bounds inside which one worker process keeps its jobs.
 *
 * @param slots jobs running at the same time
 * @param queueLength jobs waiting, over all endpoints; one more is refused
 * @param resultsKept finished jobs remembered; the oldest are dropped first
 * @param inputBytes total size of the inputs of waiting, running and retryable jobs
 * @param outputBytes total size of the outputs of finished jobs; the oldest are dropped first
 * @param runResultAge how long the result of an asynchronous job can be read
 * @param syncResultAge how long the result of a job started with runsync can be read
 */
public record JobLimits(
        int slots,
        int queueLength,
        int resultsKept,
        long inputBytes,
        long outputBytes,
        Duration runResultAge,
        Duration syncResultAge) {

    public static final int MAX_SLOTS = 64;

    /** The limits of the protocol, sized for a heap of 256 MB. */
    public static JobLimits standard(int slots) {
        return new JobLimits(
                slots, 10_000, 20_000, 48L << 20, 48L << 20, Duration.ofMinutes(30), Duration.ofMinutes(1));
    }
}
