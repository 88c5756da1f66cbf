package com.in2peta.kernel.limit;

import java.time.Duration;
import java.util.Locale;

/** What may be done only so often. */
public enum RateLimit {
    /** Passwords that a signed-in person may try when asked for it again. */
    PASSWORD_CHECKS(Limits.PASSWORD_CHECKS, Duration.ofMinutes(15)),
    /** Mails to one address that anybody can cause. */
    INTAKE_MAILS(Limits.INTAKE_MAILS, Duration.ofHours(1));

    private final int most;
    private final Duration window;

    RateLimit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    public int most() {
        return most;
    }

    public Duration window() {
        return window;
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
