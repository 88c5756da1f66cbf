package com.in2peta.compliance.api;

/** What readiness asks about the data that has an end. */
public interface Retention {

    /** Whether there is room for what is being written now. */
    boolean prepared();
}
