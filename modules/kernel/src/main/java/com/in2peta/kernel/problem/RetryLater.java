package com.in2peta.kernel.problem;

import java.time.Duration;

/** A no that becomes a yes by waiting. */
public class RetryLater extends DomainException {

    private final long retryAfterSeconds;

    /** The pause after which it can work again, at the latest. */
    public RetryLater(ProblemType type, String detail, Duration pause) {
        super(type, detail);
        this.retryAfterSeconds = pause.toSeconds();
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
