package com.in2peta.compliance.api;

import java.time.Duration;
import java.util.Map;

/** What readiness asks about the data that has an end. */
public interface Retention {

    /** Whether there is room for what is being written now. */
    boolean prepared();

    /** By rule, how long the oldest row is past its time, where that is longer than the policy allows. */
    Map<String, Duration> overdueBeyondBound();
}
