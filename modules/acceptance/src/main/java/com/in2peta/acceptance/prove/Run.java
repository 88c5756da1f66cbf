package com.in2peta.acceptance.prove;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One run of one campaign: its seed, its time, its platform. */
final class Run {

    private final Progress progress;
    private final boolean slice;
    private final long budgetSeconds;
    private final Ground ground;
    private final Path folder;
    private final long beforeSeconds;
    private long begunNanos;

    Run(Progress progress, boolean slice, Duration budget, Ground ground, Path folder) {
        this.progress = progress;
        this.slice = slice;
        this.budgetSeconds = budget.toSeconds();
        this.ground = ground;
        this.folder = folder;
        this.beforeSeconds = progress.seconds();
        this.begunNanos = System.nanoTime();
    }

    /** The clock starts when the platform does run. */
    void begin() {
        begunNanos = System.nanoTime();
    }

    boolean isSlice() {
        return slice;
    }

    boolean timeIsLeft() {
        return seconds() < budgetSeconds;
    }

    /** Random numbers of one round: the same in every run of the same seed, also in one that goes on. */
    Random random(int round) {
        return new Random(new SplittableRandom(progress.seed() * 1_000_003L + round)
                .nextLong()); // neighbours of Random begin alike
    }

    long seed() {
        return progress.seed();
    }

    int rounds() {
        return progress.rounds();
    }

    void roundDone() {
        progress.round(seconds());
    }

    /** For campaigns that go on after a fault. */
    void fault(String fault) {
        progress.fault(fault);
    }

    List<String> faults() {
        return progress.faults();
    }

    Ground ground() {
        return ground;
    }

    /** Where a campaign leaves what explains its faults. */
    Path folder() {
        return folder;
    }

    private long seconds() {
        return beforeSeconds + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
    }
}
