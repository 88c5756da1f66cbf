package com.in2peta.launcher.process;

import java.time.Duration;

/** How long to wait before a part is started again: doubling, and forgotten once it has run for a while. */
public final class Backoff {

    public static final Duration FIRST = Duration.ofMillis(200);
    public static final Duration LONGEST = Duration.ofSeconds(30);
    public static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The delay for a part that has died after running for {@code lived}. */
    public synchronized Duration after(Duration lived) {
        if (lived.compareTo(FORGOTTEN_AFTER) >= 0) {
            next = FIRST;
        }
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return delay;
    }
}
