package com.in2peta.kernel.problem;

import java.time.Duration;

/** Somebody did something too often. */
public final class RateLimited extends DomainException {

    private final long retryAfterSeconds;

    /** The pause after which it can work again, at the latest. */
    public RateLimited(String detail, Duration pause) {
        super(ProblemType.RATE_LIMITED, detail);
        this.retryAfterSeconds = pause.toSeconds();
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
