package com.in2peta.compliance.request;

/** More that is done every minute: by other packages, after the requests. */
public interface SweepPart {

    /** Under which the job counts it. */
    String name();

    /** How much was done; called outside of any transaction. */
    long sweep();
}
