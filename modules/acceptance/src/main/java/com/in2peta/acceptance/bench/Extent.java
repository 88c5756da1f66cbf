package com.in2peta.acceptance.bench;

/**
 * How many rounds, and how long a window: as a benchmark has it, or no more than the properties {@code in2peta.bench.rounds} and
 * {@code in2peta.bench.seconds} say, for a look whether it works.
 */
final class Extent {

    private static final String ROUNDS = "in2peta.bench.rounds";
    private static final String SECONDS = "in2peta.bench.seconds";

    private Extent() {}

    static int rounds(int usual) {
        return Math.min(usual, Integer.getInteger(ROUNDS, usual));
    }

    static int seconds(int usual) {
        return Math.min(usual, Integer.getInteger(SECONDS, usual));
    }

    static boolean isShort() {
        return System.getProperty(ROUNDS) != null || System.getProperty(SECONDS) != null;
    }
}
