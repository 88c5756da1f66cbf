package com.in2peta.inference.domain;

import java.time.Instant;

/** What admission says to a prediction. */
public sealed interface Decision {

    /** It is stored, with this time. */
    record Accepted(Instant at) implements Decision {}

    /** It is not, and nothing is. */
    enum Refused implements Decision {
        /** The credit does not cover it. */
        UNCOVERED,
        /** Its key or id was used before. */
        KNOWN,
        /** Its organization has as many open as it may have. */
        TOO_MANY_OPEN,
        /** A call with its key or id has not committed yet. */
        IN_FLIGHT
    }
}
