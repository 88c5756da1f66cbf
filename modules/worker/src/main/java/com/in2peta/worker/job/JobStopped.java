package com.in2peta.worker.job;

/** The job was cancelled, timed out or expired while it ran; carries no stack trace because it is a normal event. */
public class JobStopped extends RuntimeException {

    public JobStopped() {
        super("the job was stopped", null, false, false);
    }
}
