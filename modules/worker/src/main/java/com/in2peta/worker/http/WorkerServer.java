package com.in2peta.worker.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.Job;
import com.in2peta.worker.job.JobRequest;
import com.in2peta.worker.job.Jobs;
import com.in2peta.worker.job.Refused;
import com.in2peta.worker.job.StreamView;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Serves the protocol. A caller who waits for a job holds a connection but no thread, so that many may wait while few
 * threads serve the others.
 */
public final class WorkerServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkerServer.class.getName());
    private static final int PATH_PARTS_WITHOUT_ID = 4;

    private final Jobs jobs;
    private final byte[] authorization;
    private final BooleanSupplier ready;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;

    /** Binds the port but does not serve yet. {@code ready} tells whether the models are loaded. */
    public WorkerServer(InetSocketAddress address, String apiKey, Jobs jobs, BooleanSupplier ready) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "1800");
        System.setProperty("sun.net.httpserver.maxIdleConnections", String.valueOf(HttpLimits.CONNECTIONS));
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(HttpLimits.CONNECTIONS));
        System.setProperty("sun.net.httpserver.maxReqTime", "60");
        this.jobs = jobs;
        this.ready = ready;
        this.authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(address, HttpLimits.BACKLOG);
        // A connection has one request at most, so the queue cannot overflow.
        threads = new ThreadPoolExecutor(
                HttpLimits.THREADS,
                HttpLimits.THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(2 * HttpLimits.CONNECTIONS),
                task -> daemon(task, "http"));
        threads.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "http-timer"));
        timer.setRemoveOnCancelPolicy(true);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try {
            route(exchange);
        } catch (HttpFailure e) {
            answer(exchange, e.status(), Json.error(e.getMessage()));
        } catch (IOException e) {
            exchange.close();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a request failed: {0}",
                    e.getClass().getName());
            answer(exchange, 500, Json.error("internal error"));
        }
    }

    private void route(HttpExchange exchange) throws HttpFailure, IOException {
        String path = exchange.getRequestURI().getPath();
        if ("/ping".equals(path)) {
            requireMethod(exchange, "GET");
            answer(exchange, ready.getAsBoolean() ? 200 : 204, Json.empty());
            return;
        }
        authorize(exchange);
        String[] parts = path.split("/", -1);
        boolean withId = parts.length == PATH_PARTS_WITHOUT_ID + 1;
        if ((parts.length != PATH_PARTS_WITHOUT_ID && !withId) || !"v2".equals(parts[1])) {
            throw new HttpFailure(404, "unknown path");
        }
        String endpoint = parts[2];
        if (!jobs.hasEndpoint(endpoint)) {
            throw new HttpFailure(404, "unknown endpoint");
        }
        if (withId) {
            routeJob(exchange, parts[3], endpoint, parts[4]);
        } else {
            routeEndpoint(exchange, parts[3], endpoint);
        }
    }

    private void routeEndpoint(HttpExchange exchange, String operation, String endpoint)
            throws HttpFailure, IOException {
        switch (operation) {
            case "run" -> {
                requireMethod(exchange, "POST");
                Job job = submit(exchange, endpoint, false, HttpLimits.RUN_BODY_BYTES);
                answer(exchange, 200, Json.brief(job.view()).put("status", "IN_QUEUE"));
            }
            case "runsync" -> {
                requireMethod(exchange, "POST");
                Duration wait = waitOf(exchange, HttpLimits.DEFAULT_WAIT);
                Job job = submit(exchange, endpoint, true, HttpLimits.RUNSYNC_BODY_BYTES);
                answerLater(exchange, job, wait, job::onEnd, () -> Json.status(job.view()));
            }
            case "purge-queue" -> {
                requireMethod(exchange, "POST");
                answer(exchange, 200, Json.purged(jobs.purge(endpoint)));
            }
            case "health" -> {
                requireMethod(exchange, "GET");
                answer(exchange, 200, Json.health(jobs.health(endpoint)));
            }
            default -> throw new HttpFailure(404, "unknown operation");
        }
    }

    private void routeJob(HttpExchange exchange, String operation, String endpoint, String id) throws HttpFailure {
        switch (operation) {
            case "status" -> {
                requireMethod(exchange, "GET");
                answer(exchange, 200, Json.status(find(endpoint, id).view()));
            }
            case "status-sync" -> {
                requireMethod(exchange, "GET");
                Job job = find(endpoint, id);
                Duration wait = waitOf(exchange, HttpLimits.DEFAULT_WAIT);
                answerLater(exchange, job, wait, job::onEnd, () -> Json.status(job.view()));
            }
            case "stream" -> {
                requireMethod(exchange, "GET");
                stream(exchange, find(endpoint, id));
            }
            case "cancel" -> {
                requireMethod(exchange, "POST");
                Job job = find(endpoint, id);
                jobs.cancel(job);
                answer(exchange, 200, Json.brief(job.view()));
            }
            case "retry" -> {
                requireMethod(exchange, "POST");
                Job job = find(endpoint, id);
                retry(job);
                answer(exchange, 200, Json.brief(job.view()).put("status", "IN_QUEUE"));
            }
            default -> throw new HttpFailure(404, "unknown operation");
        }
    }

    private Job find(String endpoint, String id) throws HttpFailure {
        return jobs.find(endpoint, id).orElseThrow(() -> new HttpFailure(404, "unknown job"));
    }

    private void retry(Job job) throws HttpFailure {
        try {
            jobs.retry(job);
        } catch (Refused e) {
            throw new HttpFailure(e.reason() == Refused.Reason.BUSY ? 429 : 400, e.getMessage());
        }
    }

    /** Plain: chunks not given before. With from=N: all from there, which a caller may repeat after a crash. */
    private void stream(HttpExchange exchange, Job job) throws HttpFailure {
        Duration wait = waitOf(exchange, Duration.ZERO);
        String from = query(exchange, "from");
        if (from == null) {
            int first = job.delivered();
            answerLater(exchange, job, wait, wake -> job.onChunk(first, wake), () -> Json.stream(job.takeChunks()));
            return;
        }
        int first = (int) number(from, "from", Integer.MAX_VALUE);
        answerLater(exchange, job, wait, wake -> job.onChunk(first, wake), () -> {
            StreamView view = job.chunksFrom(first);
            return Json.stream(view).put("next", view.next());
        });
    }

    private Job submit(HttpExchange exchange, String endpoint, boolean sync, int limit)
            throws HttpFailure, IOException {
        long reserved = announcedLength(exchange, limit);
        try {
            jobs.reserveInput(reserved);
        } catch (Refused e) {
            discard(exchange.getRequestBody());
            throw new HttpFailure(429, e.getMessage());
        }
        try {
            byte[] body = read(exchange, limit);
            JobRequest request = RunBody.parse(endpoint, body, sync);
            Job job = jobs.submit(request);
            reserved -= body.length;
            return job;
        } catch (Refused e) {
            throw new HttpFailure(429, e.getMessage());
        } finally {
            jobs.releaseInput(reserved);
        }
    }

    private static long announcedLength(HttpExchange exchange, int limit) throws HttpFailure, IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null) {
            return limit;
        }
        long bytes = number(length, "Content-Length", Long.MAX_VALUE);
        if (bytes > limit) {
            discard(exchange.getRequestBody());
            throw new HttpFailure(413, "the body is larger than " + limit + " bytes");
        }
        return bytes;
    }

    private static byte[] read(HttpExchange exchange, int limit) throws HttpFailure, IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            discard(in);
            throw new HttpFailure(413, "the body is larger than " + limit + " bytes");
        }
        return body;
    }

    private static void discard(InputStream in) throws IOException {
        byte[] buffer = new byte[8_192];
        int left = HttpLimits.DISCARDED_BYTES;
        int count;
        while (left > 0 && (count = in.read(buffer)) >= 0) {
            left -= count;
        }
    }

    private void authorize(HttpExchange exchange) throws HttpFailure {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, bytes)) {
            throw new HttpFailure(401, "missing or wrong API key");
        }
    }

    private static void requireMethod(HttpExchange exchange, String method) throws HttpFailure {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new HttpFailure(405, "use " + method);
        }
    }

    private static Duration waitOf(HttpExchange exchange, Duration byDefault) throws HttpFailure {
        String wait = query(exchange, "wait");
        return wait == null ? byDefault : Duration.ofMillis(number(wait, "wait", HttpLimits.MAX_WAIT.toMillis()));
    }

    /** A whole number; larger ones count as the greatest. */
    private static long number(String text, String name, long greatest) throws HttpFailure {
        if (!text.matches("[0-9]{1,18}")) {
            throw new HttpFailure(400, name + " is not a whole number");
        }
        return Math.min(greatest, Long.parseLong(text));
    }

    private static String query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .filter(part -> part.startsWith(name + "="))
                        .map(part -> part.substring(name.length() + 1))
                        .findFirst()
                        .orElse(null);
    }

    /** Answers when the job wakes us or the time is over, whichever is first. */
    private void answerLater(
            HttpExchange exchange, Job job, Duration wait, Predicate<Runnable> register, Supplier<ObjectNode> body) {
        if (wait.isZero()) {
            answer(exchange, 200, body.get());
            return;
        }
        CompletableFuture<Void> woken = new CompletableFuture<>();
        Runnable wake = () -> woken.complete(null);
        Future<?> timeout = timer.schedule(
                () -> {
                    job.forget(wake);
                    wake.run();
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
        woken.thenRun(() -> {
            timeout.cancel(false);
            threads.execute(() -> answer(exchange, 200, body.get()));
        });
        if (!register.test(wake)) {
            wake.run();
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) {
        try (exchange) {
            byte[] bytes = Json.bytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status == 204) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            // The caller has gone; nobody is left to be told.
            LOG.log(System.Logger.Level.DEBUG, "an answer could not be sent");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
