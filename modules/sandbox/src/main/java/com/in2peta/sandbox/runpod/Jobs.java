package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Fault;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import com.in2peta.sandbox.http.DaemonThreads;
import com.in2peta.sandbox.http.Json;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.model.Ids;
import com.in2peta.sandbox.model.Kept;
import com.in2peta.sandbox.model.Run;
import com.in2peta.sandbox.model.Runner;
import com.in2peta.sandbox.model.Sent;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The jobs of all endpoints. A job waits until its endpoint has a worker for it. */
final class Jobs implements AutoCloseable {

    private static final int ID_LETTERS = 14;
    private static final int MAX_URL_CHARS = 2_048;
    private static final String REGION = "-e1";

    private final Control control;
    private final Clock clock;
    private final Runner runner = new Runner("runpod-worker");
    private final Callbacks callbacks;
    private final Kept<Job> jobs = new Kept<>(Job::run);
    /** Those that wait for a worker; each is in {@link #jobs} too, which bounds them. */
    private final Set<Job> queue = new LinkedHashSet<>();

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("runpod-timer"));

    Jobs(Endpoints endpoints, Control control, Clock clock) {
        this.control = control;
        this.clock = clock;
        this.callbacks = new Callbacks(control);
        timer.setRemoveOnCancelPolicy(true);
        endpoints.onChange(this::startWaiting);
    }

    Job submit(Endpoint endpoint, Request request) {
        ObjectNode body = Json.object(request.body())
                .filter(sent -> sent.path("input").isObject())
                .orElseThrow(() -> RunPodFailure.invalid("the body is not an object with an object input"));
        Job job = new Job(
                Ids.letters(ID_LETTERS) + REGION,
                endpoint,
                new Run(endpoint.model(), Sent.of(request, body), clock),
                Policy.of(body.path("policy"), endpoint.executionTimeoutMillis()),
                webhook(body.path("webhook")));
        if (!jobs.add(job.id(), job)) {
            throw RunPodFailure.full();
        }
        job.run().onEnd(() -> callbacks.ended(job));
        callbacks.accepted(job);
        int delay = control.faults()
                .take(Operation.RUNPOD_RUN, FaultKind.When.START)
                .map(Fault::millis)
                .orElse(0);
        timer.schedule(() -> enqueue(job), delay, TimeUnit.MILLISECONDS);
        return job;
    }

    /** The job of this endpoint, unless it never was or has expired. */
    Job require(Endpoint endpoint, String id) {
        Job job = jobs.find(id)
                .filter(found -> found.endpoint().id().equals(endpoint.id()))
                .orElseThrow(() -> RunPodFailure.notFound("job"));
        if (job.isExpired(clock.millis(), control.settings().get(Setting.RUNPOD_RESULT_KEPT_MS))) {
            jobs.remove(id);
            cancel(job);
            throw RunPodFailure.notFound("job");
        }
        return job;
    }

    void cancel(Job job) {
        synchronized (queue) {
            queue.remove(job);
            job.run().stop(Run.State.CANCELED, null);
        }
    }

    JsonNode health(Endpoint endpoint) {
        List<Job> all = jobs.all().stream()
                .filter(job -> job.endpoint().id().equals(endpoint.id()))
                .toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        long running = count(all, Run.State.RUNNING);
        json.putObject("jobs")
                .put("completed", count(all, Run.State.SUCCEEDED))
                .put("failed", count(all, Run.State.FAILED) + count(all, Run.State.TIMED_OUT))
                .put("inProgress", running)
                .put("inQueue", count(all, Run.State.WAITING))
                .put("retried", 0);
        long idle = Math.max(0, endpoint.workersMax() - running);
        json.putObject("workers")
                .put("idle", idle)
                .put("initializing", 0)
                .put("ready", idle)
                .put("running", running)
                .put("throttled", 0)
                .put("unhealthy", 0);
        return json;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        runner.close();
        callbacks.close();
    }

    private void enqueue(Job job) {
        synchronized (queue) {
            if (!job.run().state().isEnd()) {
                queue.add(job);
            }
        }
        startWaiting();
    }

    /** In the order of their creation, as far as there are workers. */
    private void startWaiting() {
        synchronized (queue) {
            queue.removeIf(job -> job.endpoint().takeWorker() && started(job));
        }
    }

    private boolean started(Job job) {
        long limit = job.policy().executionMillis();
        Future<?> timeout = timer.schedule(
                () -> job.run().stop(Run.State.TIMED_OUT, "job timed out after " + limit + " ms"),
                limit,
                TimeUnit.MILLISECONDS);
        boolean started = runner.start(job.run(), () -> {
            timeout.cancel(false);
            job.endpoint().giveWorkerBack();
            startWaiting();
        });
        if (!started) {
            timeout.cancel(false);
            job.endpoint().giveWorkerBack();
        }
        return started;
    }

    private static long count(List<Job> jobs, Run.State state) {
        return jobs.stream().filter(job -> job.run().state() == state).count();
    }

    private static Optional<URI> webhook(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(value.asText());
            if (value.asText().length() <= MAX_URL_CHARS && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            throw RunPodFailure.invalid("webhook is not a URL");
        }
        throw RunPodFailure.invalid("webhook is not a URL");
    }
}
