package com.in2peta.sandbox.control;

import com.in2peta.sandbox.http.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends what a stand-in says by itself: tries again until the receiver takes it, and misbehaves on demand. */
public final class CallbackSender implements AutoCloseable {

    static final int MAX_WAITING = 10_000;

    private static final int THREADS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(CallbackSender.class.getName());

    /** What is sent to whom. */
    public record Callback(URI url, Map<String, String> headers, String body) {}

    private final Control control;
    private final Operation operation;
    private final Setting retry;
    private final int tries;
    private final ScheduledThreadPoolExecutor senders;
    private final Deque<Callback> heldBack = new ArrayDeque<>();
    private HttpClient client;

    /**
     * @param retry the distance between two tries
     * @param tries after which it gives up
     */
    public CallbackSender(Control control, Operation operation, Setting retry, int tries) {
        this.control = control;
        this.operation = operation;
        this.retry = retry;
        this.tries = tries;
        this.senders = new ScheduledThreadPoolExecutor(
                THREADS, DaemonThreads.named(operation.provider() + "-" + operation.operation()));
    }

    /** Without delay, unless a fault is due. */
    public void send(Callback callback) {
        Optional<Fault> fault = control.faults().take(operation, FaultKind.When.CALLBACK);
        if (fault.isEmpty()) {
            later(0, callback, 1);
            return;
        }
        int millis = fault.get().millis();
        switch (fault.get().kind()) {
            case CALLBACK_LOST -> LOG.log(Level.DEBUG, "a callback is lost");
            case CALLBACK_LATE -> later(millis, callback, 1);
            case CALLBACK_DUPLICATE -> {
                later(0, callback, 1);
                later(millis, callback, 1);
            }
            case CALLBACK_REORDERED -> holdBack(callback, millis);
            default -> throw new IllegalStateException(fault.get().kind() + " is not about callbacks");
        }
    }

    /** Once and not again, whatever the answer: nobody who pretends to be somebody tries twice. */
    public void pretend(long millis, Callback callback) {
        later(millis, callback, tries);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    private void holdBack(Callback callback, int millis) {
        synchronized (heldBack) {
            heldBack.add(callback);
        }
        schedule(millis, () -> {
            boolean held;
            synchronized (heldBack) {
                held = heldBack.remove(callback);
            }
            if (held) {
                attempt(callback, 1);
            }
        });
    }

    private void releaseHeldBack() {
        synchronized (heldBack) {
            heldBack.forEach(callback -> later(0, callback, 1));
            heldBack.clear();
        }
    }

    private void later(long millis, Callback callback, int attempt) {
        schedule(millis, () -> {
            attempt(callback, attempt);
            releaseHeldBack();
        });
    }

    private void schedule(long millis, Runnable task) {
        if (senders.getQueue().size() >= MAX_WAITING) {
            LOG.log(Level.WARNING, "too many callbacks wait, one is dropped");
            return;
        }
        try {
            senders.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "closing, a callback is not sent");
        }
    }

    private void attempt(Callback callback, int attempt) {
        if (!delivered(callback) && attempt < tries) {
            later(control.settings().get(retry), callback, attempt + 1);
        }
    }

    private boolean delivered(Callback callback) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(callback.url())
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(callback.body()));
            callback.headers().forEach(request::header);
            int status =
                    client().send(request.build(), BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "a callback was not delivered", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // closing: no further try
        }
    }

    /** Made at first use: most sandboxes never send one. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .build();
        }
        return client;
    }
}
