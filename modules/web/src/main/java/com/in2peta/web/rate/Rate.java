package com.in2peta.web.rate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What may be taken from a bucket: one token per interval, and at once what the burst is worth.
 *
 * @param intervalNanos the time in which one token comes back
 * @param burstNanos the time in which an empty bucket is full
 */
record Rate(long intervalNanos, long burstNanos) {

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The share that one of the nodes has in a rate; a bucket holds one token at least. */
    static Rate share(long perMinute, Duration burst, int nodes) {
        long interval = Math.max(1, MINUTE_NANOS * nodes / perMinute);
        return new Rate(interval, Math.max(burst.toNanos(), interval));
    }

    /** What a full bucket holds. */
    long capacity() {
        return burstNanos / intervalNanos;
    }
}
