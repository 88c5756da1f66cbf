package com.in2peta.kernel.work;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Makes one commit serve many callers. A writer takes what has queued up while the last commit was under way, so an idle system adds no
 * wait and a busy one shares its locks and its fsync. When a batch fails, each of its items is tried alone: one bad row harms nobody else. Not
 * so when the database did not answer: then the batch may have been committed, and nobody must be told that his item was not.
 */
public final class GroupCommit<T, R> implements AutoCloseable {

    /** What one commit may carry. */
    public record Limits(int items, int bytes, int queued) {}

    private record Entry<T, R>(T item, CompletableFuture<R> result) {}

    private static final long POLL_MILLIS = 200;

    private final BlockingQueue<Entry<T, R>> queue;
    private final Limits limits;
    private final ToIntFunction<T> weigher;
    private final Function<List<T>, List<R>> commit;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /** The commit answers one result for each item, in order. */
    public GroupCommit(
            ThreadFactory threads,
            int writerCount,
            Limits limits,
            ToIntFunction<T> weigher,
            Function<List<T>, List<R>> commit) {
        this.queue = new LinkedBlockingQueue<>(limits.queued());
        this.limits = limits;
        this.weigher = weigher;
        this.commit = commit;
        for (int i = 0; i < writerCount; i++) {
            Thread writer = threads.newThread(this::write);
            writers.add(writer);
            writer.start();
        }
    }

    /** Fails with {@code overloaded} when too many wait already. */
    public CompletableFuture<R> submit(T item) {
        CompletableFuture<R> result = new CompletableFuture<>();
        if (closed || !queue.offer(new Entry<>(item, result))) {
            result.completeExceptionally(
                    new DomainException(ProblemType.OVERLOADED, "Too many requests are waiting. Try again shortly."));
        }
        return result;
    }

    /** Lets the writers finish what is queued. */
    @Override
    public void close() {
        closed = true;
        for (Thread writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write() {
        List<Entry<T, R>> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                take(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!batch.isEmpty()) {
                commit(batch);
                batch.clear();
            }
        }
    }

    private void take(List<Entry<T, R>> batch) throws InterruptedException {
        Entry<T, R> next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        int bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += weigher.applyAsInt(next.item());
            next = batch.size() < limits.items() && bytes < limits.bytes() ? queue.poll() : null;
        }
    }

    private void commit(List<Entry<T, R>> batch) {
        List<R> results;
        try {
            results = commit.apply(batch.stream().map(Entry::item).toList());
        } catch (RuntimeException | Error e) {
            // An error too: a writer that ended when memory ran out would leave everybody without an answer.
            if (batch.size() == 1 || DatabaseFailure.isUnavailability(e)) {
                batch.forEach(entry -> entry.result().completeExceptionally(e));
            } else {
                batch.forEach(entry -> commit(List.of(entry)));
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
    }
}
