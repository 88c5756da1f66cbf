package com.in2peta.kernel.work;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what follows when a provider has answered or a prediction has ended, on threads that the server knows. Payara's own executor searches all jars
 * for providers of context with every task, which took two fifths of the time of a synchronous call; a thread of its factory is set up once.
 */
@ApplicationScoped
public class Workers implements Executor {

    /** Above the connections of the pool, for which they mostly wait. */
    private static final int THREADS = 64;
    /** More than there can be calls and waiters on a node. */
    private static final int QUEUED = 100_000;

    private static final long STOP_SECONDS = 10;

    @Resource
    ManagedThreadFactory factory;

    private ThreadPoolExecutor pool;

    /**
     * To be called when the application starts, and then all threads are made: one that is made later gets the context of whoever brings the work,
     * and a thread of a library's own has none.
     */
    public void start() {
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUED), factory);
        pool.prestartAllCoreThreads();
    }

    /** What is under way may end; the rest is left to whoever takes it over. */
    public void stop() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** @throws RejectedExecutionException when too much waits already, or the node stops */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }
}
