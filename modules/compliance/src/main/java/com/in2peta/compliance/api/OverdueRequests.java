package com.in2peta.compliance.api;

/** What health says of requests. */
public interface OverdueRequests {

    /** Open requests whose time has passed. */
    long count();
}
