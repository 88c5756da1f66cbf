package com.in2peta.worker.job;

/** Where a job is in its life, in the words of the protocol. */
public enum JobStatus {
    IN_QUEUE,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    /** Whether nothing more will happen to the job (unless a failed one is retried). */
    public boolean terminal() {
        return this != IN_QUEUE && this != IN_PROGRESS;
    }

    /** Whether a client may ask for the job to be run again under the same id. */
    public boolean retryable() {
        return this == FAILED || this == TIMED_OUT;
    }
}
