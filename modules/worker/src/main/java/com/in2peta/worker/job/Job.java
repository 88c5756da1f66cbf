package com.in2peta.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One job. Its state only moves forward (queued, running, ended), except by {@link #requeue}; all access is
 * synchronized on the job itself, and nothing is called from inside that lock.
 */
public final class Job {

    /** Total text one streaming job may hand out, in characters; a chunk is at most as long. */
    static final int MAX_STREAM_CHARACTERS = 1_000_000;

    /** Callers waiting for one job at the same time; one more is answered at once. */
    static final int MAX_WAITERS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String id;
    private final JobRequest request;
    private final long createdNanos = System.nanoTime();
    private final List<String> chunks = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();

    private volatile JobStatus status = JobStatus.IN_QUEUE;
    private JsonNode input;
    private volatile int attempt;
    private int delivered;
    private int streamedCharacters;
    private long queuedNanos = createdNanos;
    private long startedNanos;
    private long endedNanos;
    private boolean ran;
    private JsonNode output;
    private String error;

    private record Waiter(int chunk, Runnable wake) {}

    Job(String id, JobRequest request) {
        this.id = id;
        this.request = request.withoutInput();
        this.input = request.input();
    }

    public String id() {
        return id;
    }

    /** The request without its input, which is kept only while it may still be needed. */
    public JobRequest request() {
        return request;
    }

    public JobStatus status() {
        return status;
    }

    /** Moves to IN_PROGRESS and returns the number of this attempt, or empty when the job no longer waits. */
    synchronized Optional<Integer> start() {
        if (status != JobStatus.IN_QUEUE) {
            return Optional.empty();
        }
        status = JobStatus.IN_PROGRESS;
        ran = true;
        startedNanos = System.nanoTime();
        return Optional.of(attempt);
    }

    private boolean isRunning(int ofAttempt) {
        return status == JobStatus.IN_PROGRESS && attempt == ofAttempt;
    }

    /** Ends the given attempt; false when it had ended before, so that exactly one caller reports the end. */
    boolean end(int ofAttempt, JobStatus as, JsonNode result, String why) {
        synchronized (this) {
            if (status.terminal() || attempt != ofAttempt) {
                return false;
            }
            endedNanos = System.nanoTime();
            status = as;
            output = result;
            error = why;
        }
        wakeAll();
        return true;
    }

    int attempt() {
        return attempt;
    }

    /** Puts a failed job back to its beginning, under the same id and without its old output. */
    synchronized boolean requeue() {
        if (!status.retryable() || input == null) {
            return false;
        }
        attempt++;
        status = JobStatus.IN_QUEUE;
        ran = false;
        output = null;
        error = null;
        chunks.clear();
        delivered = 0;
        streamedCharacters = 0;
        queuedNanos = System.nanoTime();
        return true;
    }

    /** Forgets the input; true only once, so that its size is given back once. */
    synchronized boolean releaseInput() {
        boolean was = input != null;
        input = null;
        return was;
    }

    synchronized Optional<JsonNode> input() {
        return Optional.ofNullable(input);
    }

    /** Time since the job was accepted. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - createdNanos);
    }

    /** Time since the job ended; zero while it has not. */
    synchronized Duration sinceEnd() {
        return status.terminal() ? Duration.ofNanos(System.nanoTime() - endedNanos) : Duration.ZERO;
    }

    /** What the model running the given attempt is handed; an attempt that was given up cannot write into the next. */
    JobContext context(int ofAttempt) {
        return new JobContext() {
            @Override
            public void check() {
                if (status != JobStatus.IN_PROGRESS || attempt != ofAttempt) {
                    throw new JobStopped();
                }
            }

            @Override
            public void emit(String chunk) {
                append(ofAttempt, chunk);
            }
        };
    }

    private void append(int ofAttempt, String chunk) {
        List<Runnable> ready = new ArrayList<>();
        synchronized (this) {
            if (!isRunning(ofAttempt)) {
                throw new JobStopped();
            }
            streamedCharacters += chunk.length();
            if (streamedCharacters > MAX_STREAM_CHARACTERS) {
                throw new IllegalStateException("a job streams at most " + MAX_STREAM_CHARACTERS + " characters");
            }
            chunks.add(chunk);
            waiters.removeIf(w -> w.chunk() >= 0 && w.chunk() < chunks.size() && ready.add(w.wake()));
        }
        ready.forEach(Runnable::run);
    }

    /** Chunks nobody was given yet; they count as given from now on. */
    public synchronized StreamView takeChunks() {
        StreamView view = chunksFrom(delivered);
        delivered = chunks.size();
        return view;
    }

    public synchronized StreamView chunksFrom(int index) {
        int from = Math.min(index, chunks.size());
        return new StreamView(status, List.copyOf(chunks.subList(from, chunks.size())), chunks.size());
    }

    public synchronized int delivered() {
        return delivered;
    }

    /** Calls back when the job has ended; false when it has, or when too many wait already. */
    public boolean onEnd(Runnable wake) {
        return onChunk(-1, wake);
    }

    /** Calls back when the chunk exists or the job has ended; false when that is so already or too many wait. */
    public synchronized boolean onChunk(int index, Runnable wake) {
        if (status.terminal() || (index >= 0 && index < chunks.size()) || waiters.size() >= MAX_WAITERS) {
            return false;
        }
        waiters.add(new Waiter(index, wake));
        return true;
    }

    public synchronized void forget(Runnable wake) {
        waiters.removeIf(w -> w.wake() == wake);
    }

    void wakeAll() {
        List<Waiter> all;
        synchronized (this) {
            all = List.copyOf(waiters);
            waiters.clear();
        }
        all.forEach(w -> w.wake().run());
    }

    public synchronized JobView view() {
        OptionalLong delay =
                ran ? OptionalLong.of((startedNanos - queuedNanos) / NANOS_PER_MILLI) : OptionalLong.empty();
        OptionalLong execution = ran && status.terminal()
                ? OptionalLong.of(Math.max(1, (endedNanos - startedNanos) / NANOS_PER_MILLI))
                : OptionalLong.empty();
        return new JobView(id, status, delay, execution, Optional.ofNullable(outputNow()), Optional.ofNullable(error));
    }

    /** The output of a streaming job is the list of its chunks, once it has ended. */
    private JsonNode outputNow() {
        if (output != null || !status.terminal() || (chunks.isEmpty() && status != JobStatus.COMPLETED)) {
            return output;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode(chunks.size());
        chunks.forEach(all::add);
        return all;
    }

    /** Rough size of what is kept for the result, for the memory limit. */
    synchronized long outputBytes() {
        long fixed = 1_000;
        long text = error == null ? 0 : error.length();
        if (output != null) {
            text += output.toString().length();
        }
        return fixed + text + streamedCharacters + 64L * chunks.size();
    }
}
