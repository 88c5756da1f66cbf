package com.in2peta.sandbox.model;

import com.in2peta.sandbox.http.DaemonThreads;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine of a provider: runs as many models at a time as it has slots. */
public final class Runner implements AutoCloseable {

    public static final int SLOTS = 64;

    private final ThreadPoolExecutor slots;

    public Runner(String name) {
        slots = new ThreadPoolExecutor(
                0, SLOTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.named(name));
    }

    /** False, and nothing done, when no slot is free. {@code onEnd} is called when the slot is free again. */
    public boolean start(Run run, Runnable onEnd) {
        try {
            slots.execute(() -> {
                try {
                    run.work();
                } finally {
                    Thread.interrupted(); // it was meant for the run and may have come at its very end
                    onEnd.run();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        slots.shutdownNow();
    }
}
