package com.in2peta.compliance.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether anything may be deleted by a clock. */
public final class ClockGuard {

    /** What the server's and the database's clock may differ by, and what a run may seem to be before the last one. */
    public static final Duration MOST_DRIFT = Duration.ofMinutes(1);

    private ClockGuard() {}

    /** Why not, in a word; empty when it may. */
    public static Optional<String> refusal(Instant server, Instant database, Optional<Instant> lastRun) {
        if (Duration.between(database, server).abs().compareTo(MOST_DRIFT) > 0) {
            return Optional.of("clock-drift");
        }
        boolean behind =
                lastRun.filter(last -> last.isAfter(server.plus(MOST_DRIFT))).isPresent();
        return behind ? Optional.of("clock-behind-last-run") : Optional.empty();
    }
}
