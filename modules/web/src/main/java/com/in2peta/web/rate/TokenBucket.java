package com.in2peta.web.rate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that is one number: the moment at which it will be full (the generic cell rate algorithm). Nothing has to be refilled, and
 * whoever takes a token does so with one compare-and-set. Moments are those of {@link System#nanoTime}, which no change of a clock moves.
 */
final class TokenBucket {

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NOTE_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong fullAt;
    private final AtomicLong refusalNotedAt = new AtomicLong(NEVER);

    /** A full one. */
    TokenBucket(long now) {
        fullAt = new AtomicLong(now);
    }

    /** Takes a token; answers 0, or else takes none and answers for how many nanoseconds there is none. */
    long take(Rate rate, long now) {
        while (true) {
            long full = fullAt.get();
            long next = Math.max(full, now) + rate.intervalNanos();
            long missing = next - now - rate.burstNanos();
            if (missing > 0) {
                return missing;
            }
            if (fullAt.compareAndSet(full, next)) {
                return 0;
            }
        }
    }

    /** Undoes a take. */
    void putBack(Rate rate) {
        fullAt.addAndGet(-rate.intervalNanos());
    }

    /** Tokens that are there. */
    long left(Rate rate, long now) {
        return Math.max(0, rate.burstNanos() - nanosToFull(now)) / rate.intervalNanos();
    }

    long nanosToFull(long now) {
        return Math.max(0, fullAt.get() - now);
    }

    /** True for the first refusal in a minute: it stands for those that follow. */
    boolean isFirstRefusal(long now) {
        long noted = refusalNotedAt.get();
        return (noted == NEVER || now - noted >= NOTE_PERIOD_NANOS) && refusalNotedAt.compareAndSet(noted, now);
    }
}
