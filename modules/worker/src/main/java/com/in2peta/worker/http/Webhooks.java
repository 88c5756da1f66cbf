package com.in2peta.worker.http;

import com.in2peta.worker.job.Job;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Announces the ends of jobs to the URLs their callers gave. Unsigned, as the protocol has it: receivers read the
 * status again before they trust a body.
 */
public final class Webhooks implements AutoCloseable {

    /** The protocol's distance between two tries. */
    public static final Duration RETRY_DELAY = Duration.ofSeconds(10);

    static final int TRIES = 3;
    static final int MAX_WAITING = 1_000;
    private static final int THREADS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(Webhooks.class.getName());

    private final Duration retryDelay;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor senders;
    private HttpClient client;

    public Webhooks(Duration retryDelay) {
        this.retryDelay = retryDelay;
        senders = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "webhook");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Called at the end of each job; returns at once. */
    public void announce(Job job) {
        job.request().webhook().ifPresent(url -> {
            if (waiting.incrementAndGet() > MAX_WAITING) {
                waiting.decrementAndGet();
                LOG.log(System.Logger.Level.WARNING, "job {0}: too many webhooks wait, this one is dropped", job.id());
                return;
            }
            byte[] body = Json.bytes(Json.status(job.view()));
            schedule(job.id(), url, body, 1, Duration.ZERO);
        });
    }

    private void schedule(String id, URI url, byte[] body, int attempt, Duration delay) {
        try {
            senders.schedule(() -> send(id, url, body, attempt), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "job {0}: closing, webhook not sent", id);
        }
    }

    private void send(String id, URI url, byte[] body, int attempt) {
        boolean delivered = false;
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            delivered = client().send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "job {0}: webhook try {1} failed", id, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!delivered && attempt < TRIES) {
            schedule(id, url, body, attempt + 1, retryDelay);
            return;
        }
        waiting.decrementAndGet();
        if (!delivered) {
            LOG.log(System.Logger.Level.WARNING, "job {0}: webhook not delivered after {1} tries", id, TRIES);
        }
    }

    /** Made at first use: most workers never send one. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .executor(senders)
                    .build();
        }
        return client;
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
