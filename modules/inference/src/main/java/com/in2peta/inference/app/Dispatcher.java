package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.Provider.Job;
import com.in2peta.inference.domain.Provider.Report;
import com.in2peta.inference.domain.Provider.State;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.file.FileInputs;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.persistence.DispatchTable.Submission;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Moves predictions along: claims what is due, asks the provider, writes down what it says. Each step is one asynchronous call, so no
 * thread waits for a provider; if the process dies in the middle of one, the lease runs out and the step is taken again.
 */
@ApplicationScoped
public class Dispatcher {

    static final Duration LEASE = Duration.ofSeconds(60);
    /** A job that providers keep losing may be what kills them. */
    static final int MAX_LOSSES = 5;

    static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    static final Duration FIRST_POLL = Duration.ofSeconds(1);
    static final Duration LONGEST_POLL = Duration.ofSeconds(15);
    static final Duration STREAM_POLL = Duration.ofMillis(300);
    private static final int CLAIM = 64;
    private static final GroupCommit.Limits SUBMISSIONS = new GroupCommit.Limits(64, Integer.MAX_VALUE, 10_000);
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    /** What became of a job that the provider has accepted. */
    private enum Outcome {
        WAITING,
        CALLED_BACK,
        SUPERSEDED
    }

    @Resource
    ManagedThreadFactory threads;

    @Inject
    DispatchTable table;

    @Inject
    PredictionTable predictions;

    @Inject
    PredictionContent content;

    @Inject
    FileInputs files;

    @Inject
    Providers providers;

    @Inject
    Completer completer;

    @Inject
    Feed feed;

    @Inject
    InferenceConfig config;

    @Inject
    MetricRegistry metrics;

    @Inject
    Clock clock;

    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean moreIsDue;
    private Semaphore calls;
    private GroupCommit<Submission, Outcome> submissions;

    void start() {
        calls = new Semaphore(config.providerCalls());
        submissions = new GroupCommit<>(threads, 1, SUBMISSIONS, submission -> 0, this::submitted);
    }

    void stop() {
        submissions.close();
    }

    /** Takes the named predictions, as far as they are due and there is room; the sweep takes the rest. */
    public void wake(Collection<UUID> ids) {
        if (!config.dispatchEnabled()) {
            return;
        }
        int room = takeRoom(ids.size());
        if (room == 0) {
            moreIsDue = true;
            return;
        }
        List<UUID> taken = ids.stream().limit(room).toList();
        moreIsDue |= room < ids.size();
        advanceAll(
                room, () -> table.claim(taken, clock.instant(), clock.instant().plus(LEASE)));
    }

    /** Takes whatever is due, until nothing is or there is no room. */
    public void sweep() {
        if (!config.dispatchEnabled() || !sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            int claimed;
            do {
                moreIsDue = false;
                int room = takeRoom(CLAIM);
                claimed = room == 0
                        ? 0
                        : advanceAll(
                                room,
                                () -> table.claimDue(
                                        clock.instant(), clock.instant().plus(LEASE), room));
                moreIsDue |= room == 0 || claimed == room;
            } while (claimed == CLAIM);
        } finally {
            sweeping.set(false);
        }
    }

    /** A provider called back with the job's own token: ask it what happened. */
    void ask(UUID predictionId, UUID token) {
        if (table.noteEarlyCallback(predictionId, token)) {
            return;
        }
        table.claimByToken(predictionId, token, clock.instant().plus(LEASE)).ifPresent(dispatch -> {
            calls.acquireUninterruptibly(); // bounded: every call ends by its own timeout
            advance(dispatch);
        });
    }

    private int takeRoom(int wanted) {
        for (int room = wanted; room > 0; room = Math.min(room / 2, calls.availablePermits())) {
            if (calls.tryAcquire(room)) {
                return room;
            }
        }
        return 0;
    }

    /** Claims at most as many rows as permits were taken, and gives back what is not used. */
    private int advanceAll(int room, java.util.function.Supplier<List<Dispatch>> claim) {
        List<Dispatch> claimed;
        try {
            claimed = claim.get();
        } catch (RuntimeException e) {
            calls.release(room);
            throw e;
        }
        calls.release(room - claimed.size());
        claimed.forEach(this::advance);
        return claimed.size();
    }

    private void advance(Dispatch dispatch) {
        CompletableFuture<Void> step;
        try {
            step = step(dispatch);
        } catch (RuntimeException e) {
            step = CompletableFuture.failedFuture(e);
        }
        step.whenComplete((done, failure) -> {
            calls.release();
            if (failure != null) {
                failed(dispatch, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
            if (moreIsDue) {
                sweep();
            }
        });
    }

    private CompletableFuture<Void> step(Dispatch dispatch) {
        Optional<Provider> provider = providers.find(dispatch.provider());
        if (provider.isEmpty()) {
            throw new ProviderFailure("The provider is not set up on this platform.", false);
        }
        if (clock.instant().isAfter(dispatch.giveUpAt())) {
            return giveUp(provider.get(), dispatch, "The prediction did not end in time.");
        }
        ContentKey key;
        try {
            key = content.key(dispatch.organizationId(), dispatch.predictionId(), dispatch.sealedKey());
        } catch (KeyDestroyed e) {
            return giveUp(provider.get(), dispatch, PredictionContent.DESTROYED);
        }
        return dispatch.jobId().isEmpty()
                ? submit(provider.get(), dispatch, key)
                : report(provider.get(), dispatch, key);
    }

    private CompletableFuture<Void> submit(Provider provider, Dispatch dispatch, ContentKey key) {
        if (dispatch.restricted()) {
            throw new ProviderFailure(
                    "The processing of this account's data was restricted before the run began.", false);
        }
        byte[] input = dispatch.input()
                .map(stored -> content.openInput(key, dispatch.predictionId(), stored))
                .map(opened -> files.forProvider(dispatch.organizationId(), opened, dispatch.giveUpAt()))
                .orElseThrow(() -> new IllegalStateException("no input for " + dispatch.predictionId()));
        Job job =
                new Job(dispatch.organizationId(), dispatch.endpoint(), input, callback(dispatch), dispatch.runLimit());
        return provider.run(job).thenCompose(jobId -> {
            Submission submission = new Submission(
                    dispatch.predictionId(),
                    dispatch.fence(),
                    jobId,
                    clock.instant().plus(pollPause(dispatch)));
            return submissions.submit(submission).thenCompose(outcome -> settle(outcome, provider, dispatch, jobId));
        });
    }

    private CompletableFuture<Void> settle(Outcome outcome, Provider provider, Dispatch dispatch, String jobId) {
        switch (outcome) {
            case CALLED_BACK -> moreIsDue = true; // it has ended already: the next sweep asks for its result
            case SUPERSEDED -> {
                // Canceled or claimed anew meanwhile: nobody wants this job's result.
                return provider.cancel(dispatch.endpoint(), jobId);
            }
            default -> {
                // the provider calls back, or the poll finds it
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> report(Provider provider, Dispatch dispatch, ContentKey key) {
        String jobId = dispatch.jobId().orElseThrow();
        CompletableFuture<Void> shown = dispatch.streams()
                ? provider.newParts(dispatch.endpoint(), jobId)
                        .thenAccept(parts -> showParts(dispatch, key, parts))
                        .exceptionally(missed -> null) // the report below decides
                : CompletableFuture.completedFuture(null);
        return shown.thenCompose(done -> provider.report(dispatch.endpoint(), jobId))
                .thenAccept(report -> apply(dispatch, report));
    }

    private void showParts(Dispatch dispatch, ContentKey key, byte[] parts) {
        UUID id = dispatch.predictionId();
        Optional<byte[]> before = dispatch.parts().map(stored -> content.openOutput(key, id, stored));
        byte[] all = JsonArrays.concat(before, parts);
        if (all.length > before.map(p -> p.length).orElse(2)) {
            predictions.markProcessing(dispatch.organizationId(), id, clock.instant());
            table.writeParts(dispatch, content.sealOutput(key, id, all), clock.instant());
            feed.show(id, all);
        }
    }

    private void apply(Dispatch dispatch, Report report) {
        switch (report.state()) {
            case QUEUED -> table.postpone(dispatch, clock.instant().plus(pollPause(dispatch)));
            case RUNNING -> {
                predictions.markProcessing(dispatch.organizationId(), dispatch.predictionId(), clock.instant());
                table.postpone(dispatch, clock.instant().plus(pollPause(dispatch)));
            }
            case COMPLETED ->
                completer.end(Ending.success(dispatch, metered(dispatch, report), report.output(), clock.instant()));
            case FAILED ->
                completer.end(Ending.failure(
                        dispatch, report.runMillis(), report.error().orElse("The model failed.")));
            case TIMED_OUT ->
                completer.end(Ending.failure(
                        dispatch,
                        report.runMillis(),
                        "The run exceeded its limit of " + dispatch.runLimitSeconds() + " seconds."));
            case CANCELED, UNKNOWN -> resubmit(dispatch, report.state());
            default -> throw new IllegalStateException(report.state().name());
        }
    }

    /** What was not measured is not charged, and operations are told. */
    private long metered(Dispatch dispatch, Report report) {
        if (report.runMillis().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "prediction {0}: {1} did not say how long it ran",
                    dispatch.predictionId(),
                    dispatch.provider());
            metrics.counter("in2peta_unmetered_runs_total").inc();
        }
        return report.runMillis().orElse(0);
    }

    /** An infrastructure fault: somebody else ended the job, or the provider forgot it. The prediction is run again. */
    private void resubmit(Dispatch dispatch, State state) {
        if (dispatch.losses() + 1 >= MAX_LOSSES) {
            throw new ProviderFailure("The provider lost the job " + MAX_LOSSES + " times.", false);
        }
        LOG.log(
                Level.INFO,
                "prediction {0}: job {1} at {2}, attempt {3}",
                dispatch.predictionId(),
                state,
                dispatch.provider(),
                dispatch.attempts());
        table.resubmit(dispatch, clock.instant().plus(retryPause(dispatch.losses())));
    }

    private void failed(Dispatch dispatch, Throwable failure) {
        if (failure instanceof ProviderFailure) {
            LOG.log(Level.INFO, "prediction {0}: {1}", dispatch.predictionId(), FailureCode.of(failure));
        } else {
            LOG.log(Level.WARNING, "prediction " + dispatch.predictionId(), FailureCode.trace(failure));
        }
        if (failure instanceof ProviderFailure refusal && !refusal.temporary()) {
            completer.end(Ending.failure(dispatch, OptionalLong.empty(), refusal.getMessage()));
            return;
        }
        int tries = dispatch.jobId().isEmpty() ? dispatch.attempts() : dispatch.polls();
        table.postpone(dispatch, clock.instant().plus(retryPause(tries)));
    }

    private CompletableFuture<Void> giveUp(Provider provider, Dispatch dispatch, String why) {
        completer.end(Ending.failure(dispatch, OptionalLong.empty(), why));
        return dispatch.jobId()
                .map(jobId -> provider.cancel(dispatch.endpoint(), jobId))
                .orElse(CompletableFuture.completedFuture(null));
    }

    private List<Outcome> submitted(List<Submission> batch) {
        Map<UUID, Boolean> calledBack = table.submitted(batch);
        return batch.stream()
                .map(submission -> calledBack.get(submission.predictionId()))
                .map(early -> early == null ? Outcome.SUPERSEDED : early ? Outcome.CALLED_BACK : Outcome.WAITING)
                .toList();
    }

    private Optional<URI> callback(Dispatch dispatch) {
        return config.callbackUrl()
                .map(base ->
                        URI.create(base + "/v1/callbacks/" + dispatch.predictionId() + "/" + dispatch.callbackToken()));
    }

    /** A stream is read often; for the rest the callback comes first and polling is the net below it. */
    private static Duration pollPause(Dispatch dispatch) {
        return dispatch.streams() ? STREAM_POLL : growing(FIRST_POLL, dispatch.polls(), LONGEST_POLL);
    }

    static Duration retryPause(int tries) {
        return growing(FIRST_RETRY, tries, LONGEST_RETRY);
    }

    private static Duration growing(Duration first, int step, Duration longest) {
        Instant zero = Instant.EPOCH;
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(step, 0), 16));
        return zero.plus(pause).isBefore(zero.plus(longest)) ? pause : longest;
    }
}
