package com.in2peta.kernel.problem;

import java.time.Duration;

/** Somebody did something too often. */
public final class RateLimited extends RetryLater {

    /** The pause after which it can work again, at the latest. */
    public RateLimited(String detail, Duration pause) {
        super(ProblemType.RATE_LIMITED, detail, pause);
    }
}
