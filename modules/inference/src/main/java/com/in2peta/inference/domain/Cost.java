package com.in2peta.inference.domain;

/** What a run costs. */
public final class Cost {

    private static final long MILLIS_PER_SECOND = 1_000;

    private Cost() {}

    /** Run time times price, rounded up to the next micro-unit. */
    public static long ofRun(long runMillis, long priceMicrosPerSecond) {
        long wholeSeconds = Math.multiplyExact(runMillis / MILLIS_PER_SECOND, priceMicrosPerSecond);
        long rest = Math.multiplyExact(runMillis % MILLIS_PER_SECOND, priceMicrosPerSecond);
        return Math.addExact(wholeSeconds, -Math.floorDiv(-rest, MILLIS_PER_SECOND));
    }
}
