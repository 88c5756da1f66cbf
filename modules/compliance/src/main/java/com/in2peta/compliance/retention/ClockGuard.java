package com.in2peta.compliance.retention;

import static com.in2peta.kernel.time.DatabaseClock.MOST_DRIFT;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether anything may be deleted by a clock. */
public final class ClockGuard {

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
