package com.in2peta.launcher;

import java.io.PrintStream;
import java.util.Locale;

/** One line per part on the terminal, as soon as it is ready. */
public final class Progress {

    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final long begun = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void ready(String part, long startedNanos, String detail) {
        double seconds = (System.nanoTime() - startedNanos) / NANOS;
        out.printf(Locale.ROOT, "  %-13s %5.1f s  %s%n", part, seconds, detail);
        out.flush();
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    public double seconds() {
        return (System.nanoTime() - begun) / NANOS;
    }
}
