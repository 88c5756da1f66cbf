package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Fault;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tells the URLs that came with jobs how these ended. Unsigned, as RunPod does; 200 is success, else it tries again. */
final class Callbacks implements AutoCloseable {

    static final int TRIES = 3;
    static final int MAX_WAITING = 2_000;

    private static final int THREADS = 4;
    private static final int OK = 200;
    private static final String FORGED = "forged";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(Callbacks.class.getName());

    private final Control control;
    private final ScheduledThreadPoolExecutor senders =
            new ScheduledThreadPoolExecutor(THREADS, DaemonThreads.named("runpod-callback"));
    private final Deque<Callback> heldBack = new ArrayDeque<>();
    private HttpClient client;

    private record Callback(URI url, String body) {}

    Callbacks(Control control) {
        this.control = control;
    }

    /** The moment for those who pretend to be RunPod. */
    void accepted(Job job) {
        if (job.webhook().isPresent()) {
            control.faults()
                    .take(Operation.RUNPOD_CALLBACK, FaultKind.When.FORGERY)
                    .ifPresent(fault -> later(
                            fault.millis(),
                            forgery(fault.kind(), job, job.webhook().get()),
                            TRIES));
        }
    }

    void ended(Job job) {
        if (job.webhook().isEmpty()) {
            return;
        }
        Callback callback = new Callback(job.webhook().get(), job.json().toString());
        Optional<Fault> fault = control.faults().take(Operation.RUNPOD_CALLBACK, FaultKind.When.CALLBACK);
        if (fault.isEmpty()) {
            later(0, callback, 1);
            return;
        }
        int millis = fault.get().millis();
        switch (fault.get().kind()) {
            case CALLBACK_LOST -> LOG.log(Level.DEBUG, "job {0}: callback lost", job.id());
            case CALLBACK_LATE -> later(millis, callback, 1);
            case CALLBACK_DUPLICATE -> {
                later(0, callback, 1);
                later(millis, callback, 1);
            }
            case CALLBACK_REORDERED -> holdBack(callback, millis);
            default -> throw new IllegalStateException(fault.get().kind() + " is not about callbacks");
        }
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
                send(callback, 1);
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
            send(callback, attempt);
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

    private void send(Callback callback, int attempt) {
        if (!delivered(callback) && attempt < TRIES) {
            later(control.settings().get(Setting.RUNPOD_CALLBACK_RETRY_MS), callback, attempt + 1);
        }
    }

    private boolean delivered(Callback callback) {
        try {
            HttpRequest request = HttpRequest.newBuilder(callback.url())
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(callback.body()))
                    .build();
            return client().send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "a callback was not delivered", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // closing: no further try
        }
    }

    /** Whoever forges does not know how the job will end, but says that it is done. */
    private static Callback forgery(FaultKind kind, Job job, URI url) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", kind == FaultKind.FORGED_JOB ? FORGED + "-" + job.id() : job.id())
                .put("status", "COMPLETED")
                .put("delayTime", 1)
                .put("executionTime", 1)
                .put("output", FORGED);
        return new Callback(kind == FaultKind.FORGED_TOKEN ? otherToken(url) : url, body.toString());
    }

    /** The token is the last part of the path. */
    private static URI otherToken(URI url) {
        return url.resolve(UUID.randomUUID().toString());
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
