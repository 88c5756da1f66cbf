package com.in2peta.inference.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How long an endpoint has taken of late from the handing over of a job to its end: an exponentially weighted moving average. It is forgotten
 * after a while, or an endpoint that was slow once would never be tried again.
 */
public final class Latency {

    /** What the newest run counts for. */
    static final double WEIGHT = 0.3;

    static final Duration KNOWN_FOR = Duration.ofMinutes(5);

    private double millis;
    private Instant lastAt = Instant.MIN;

    public synchronized void took(long newest, Instant now) {
        millis = isKnown(now) ? millis + WEIGHT * (newest - millis) : newest;
        lastAt = now;
    }

    /** In milliseconds; empty when nothing ended there lately. */
    public synchronized OptionalLong average(Instant now) {
        return isKnown(now) ? OptionalLong.of(Math.round(millis)) : OptionalLong.empty();
    }

    private boolean isKnown(Instant now) {
        return !lastAt.equals(Instant.MIN) && now.isBefore(lastAt.plus(KNOWN_FOR));
    }
}
