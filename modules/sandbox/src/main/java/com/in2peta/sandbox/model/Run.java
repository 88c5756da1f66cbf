package com.in2peta.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One run of a model. Its state only moves forward. */
public final class Run {

    public enum State {
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELED,
        TIMED_OUT;

        public boolean isEnd() {
            return this != WAITING && this != RUNNING;
        }
    }

    private final Model model;
    private final Clock clock;
    private final int bytes;
    private final long createdMillis;
    private final List<JsonNode> parts = new ArrayList<>();
    private Sent sent;
    private State state = State.WAITING;
    private long startedMillis;
    private long endedMillis;
    private JsonNode output;
    private String error;
    private String logs = "";
    private Thread thread;
    private Runnable onEnd = () -> {};

    public Run(Model model, Sent sent, Clock clock) {
        this.model = model;
        this.sent = sent;
        this.bytes = sent.bytes();
        this.clock = clock;
        this.createdMillis = clock.millis();
    }

    /** To be called once, at the end, by the thread that ends it; must not block. To be set before the run can start. */
    public void onEnd(Runnable listener) {
        onEnd = listener;
    }

    /** Does the work in this thread, unless the run has ended already. */
    void work() {
        Optional<Sent> work = begin();
        if (work.isEmpty()) {
            return;
        }
        try {
            JsonNode result = model.run(work.get(), this::add);
            end(State.SUCCEEDED, result, null);
        } catch (ModelFailure failure) {
            end(State.FAILED, null, failure.getMessage());
        } catch (InterruptedException e) {
            end(State.CANCELED, null, null);
        }
    }

    /** Ends it now, from outside; nothing happens to one that has ended. */
    public void stop(State as, String why) {
        end(as, null, why);
    }

    public synchronized State state() {
        return state;
    }

    public synchronized Optional<JsonNode> output() {
        return Optional.ofNullable(output);
    }

    public synchronized Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** What the model has written: that which {@code log} of the input asks for. */
    public synchronized String logs() {
        return logs;
    }

    public synchronized List<JsonNode> partsFrom(int first) {
        return List.copyOf(parts.subList(first, parts.size()));
    }

    /** Waits for the end; says whether it came in time. */
    public synchronized boolean awaitEnd(long millis) throws InterruptedException {
        return await(millis, Integer.MAX_VALUE);
    }

    /** Waits for more than so many parts or for the end; says whether one of them came in time. */
    public synchronized boolean awaitPart(int after, long millis) throws InterruptedException {
        return await(millis, after);
    }

    /** What is held in memory because of it, about. */
    public int bytes() {
        return bytes;
    }

    public long createdMillis() {
        return createdMillis;
    }

    /** From the creation to the start. */
    public synchronized OptionalLong delayMillis() {
        return startedMillis == 0 ? OptionalLong.empty() : OptionalLong.of(startedMillis - createdMillis);
    }

    /** From the start to the end. */
    public synchronized OptionalLong workMillis() {
        return startedMillis == 0 || endedMillis == 0
                ? OptionalLong.empty()
                : OptionalLong.of(endedMillis - startedMillis);
    }

    public synchronized OptionalLong endedMillis() {
        return endedMillis == 0 ? OptionalLong.empty() : OptionalLong.of(endedMillis);
    }

    private synchronized Optional<Sent> begin() {
        if (state != State.WAITING) {
            return Optional.empty();
        }
        state = State.RUNNING;
        startedMillis = clock.millis();
        logs = sent.input().path("log").asText("");
        thread = Thread.currentThread();
        return Optional.of(sent);
    }

    private synchronized void add(JsonNode part) {
        if (!state.isEnd()) {
            parts.add(part);
            notifyAll();
        }
    }

    private void end(State as, JsonNode result, String why) {
        if (close(as, result, why)) {
            onEnd.run();
        }
    }

    private synchronized boolean close(State as, JsonNode result, String why) {
        if (state.isEnd()) {
            return false;
        }
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
        state = as;
        endedMillis = clock.millis();
        output = result;
        error = why;
        sent = null;
        notifyAll();
        return true;
    }

    private boolean await(long millis, int after) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!state.isEnd() && parts.size() <= after) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
