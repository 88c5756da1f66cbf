package com.in2peta.sandbox.http;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads only, so that a forgotten stand-in never keeps the JVM of its owner alive. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Names threads {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Calls from a daemon thread and waits for the result. Servers that make their accept thread themselves give no
     * way to ask for a daemon, but a new thread inherits it from the one that made it.
     */
    public static <T> T call(String name, Callable<T> task) throws IOException {
        FutureTask<T> future = new FutureTask<>(task);
        named(name).newThread(future).start();
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting " + name, e);
        } catch (ExecutionException e) {
            throw new IOException("cannot start " + name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }
}
