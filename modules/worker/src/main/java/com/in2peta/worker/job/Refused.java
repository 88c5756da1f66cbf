package com.in2peta.worker.job;

/** The worker does not take the request now or at all; says why. */
public class Refused extends Exception {

    /** Whether waiting helps ({@code BUSY}) or not. */
    public enum Reason {
        BUSY,
        NOT_POSSIBLE
    }

    private final Reason reason;

    public Refused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
