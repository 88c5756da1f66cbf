package com.in2peta.worker.job;

/** What a running model may ask of, and tell to, its job. */
public interface JobContext {

    /** Returns normally while the job should go on; models call it at least every few milliseconds of work. */
    void check() throws JobStopped;

    /** Hands out the next piece of a streamed output. */
    void emit(String chunk) throws JobStopped;
}
