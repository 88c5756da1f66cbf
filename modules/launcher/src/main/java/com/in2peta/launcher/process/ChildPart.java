package com.in2peta.launcher.process;

import com.in2peta.launcher.Part;
import com.in2peta.launcher.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** A part that is a process of its own, and so can die alone and be started again. */
public abstract class ChildPart implements Part {

    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final Children children;
    private volatile ChildProcess process;
    private volatile boolean stopping;

    protected ChildPart(String name, Children children) {
        this.name = name;
        this.children = children;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void start() {
        prepare();
        if (stopping) {
            return;
        }
        ChildProcess child = launch();
        process = child;
        children.add(name, child.handle());
        try {
            awaitReady();
        } catch (RuntimeException e) {
            child.kill();
            throw e;
        }
    }

    @Override
    public final void stop() {
        stopping = true;
        ChildProcess child = process;
        if (child != null) {
            child.stop(stopSignal(), stopLimit());
            children.remove(name);
            stopped();
        }
    }

    public final OptionalLong pid() {
        ChildProcess child = process;
        return child == null ? OptionalLong.empty() : OptionalLong.of(child.pid());
    }

    public final ChildProcess process() {
        return process;
    }

    @Override
    public String detail() {
        return "";
    }

    /** What is to be done before the process starts; not counted as its running time. */
    protected abstract void prepare();

    protected abstract ChildProcess launch();

    /** Returns when the part answers. */
    protected abstract void awaitReady();

    protected String stopSignal() {
        return "TERM";
    }

    protected abstract Duration stopLimit();

    /** The process has ended because it was asked to. */
    protected void stopped() {
        // most parts have nothing left to do
    }

    protected abstract Path logFile();

    /** Waits for the condition; a process that ends first, or a limit that passes, is a failure to start. */
    protected final void await(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StartFailure(name + " ended while starting; see " + logFile());
            }
            if (System.nanoTime() > end) {
                throw new StartFailure(name + " is not ready after " + limit.toSeconds() + " s; see " + logFile());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
    }
}
