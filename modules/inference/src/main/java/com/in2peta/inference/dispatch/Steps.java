package com.in2peta.inference.dispatch;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.dispatch.Lanes.Lane;
import com.in2peta.inference.domain.Attempt;
import com.in2peta.inference.domain.Circuit;
import com.in2peta.inference.domain.Cost;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.Provider.Accepted;
import com.in2peta.inference.domain.Provider.Ended;
import com.in2peta.inference.domain.Provider.Job;
import com.in2peta.inference.domain.Provider.Place;
import com.in2peta.inference.domain.Provider.Report;
import com.in2peta.inference.domain.Provider.State;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.inference.endpoint.Places;
import com.in2peta.inference.file.FileInputs;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.persistence.DispatchTable.Submission;
import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.provider.Providers;
import com.in2peta.inference.stream.Feed;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.work.GroupCommit;
import com.in2peta.kernel.work.Workers;
import com.in2peta.models.api.Target;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Takes one step with a prediction that was claimed: hands it over, or asks how far it is, and writes down what came of it. Each is one
 * asynchronous call; what it writes counts only under the fence of the claim.
 */
@ApplicationScoped
public class Steps {

    /** A job is given up, and run elsewhere, when its endpoint has not answered for so long. */
    static final Duration ABANDONED = Duration.ofSeconds(20);

    /** A job that providers keep losing may be what kills them. */
    static final int MAX_LOSSES = 5;

    private static final GroupCommit.Limits SUBMISSIONS = new GroupCommit.Limits(64, Integer.MAX_VALUE, 10_000);
    private static final Logger LOG = System.getLogger(Steps.class.getName());

    /** What became of a job that the provider has accepted. */
    private enum Outcome {
        WAITING,
        CALLED_BACK,
        SUPERSEDED
    }

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Workers workers;

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
    Places places;

    @Inject
    Lanes lanes;

    @Inject
    Completer completer;

    @Inject
    Feed feed;

    @Inject
    InferenceConfig config;

    @Inject
    Attempts attempts;

    @Inject
    InputRoom inputs;

    @Inject
    Clock clock;

    private volatile boolean moreIsDue;
    private GroupCommit<Submission, Outcome> submissions;

    public void start() {
        submissions = new GroupCommit<>(threads, 1, SUBMISSIONS, submission -> 0, this::submitted);
    }

    public void stop() {
        submissions.close();
    }

    /** Whether a step has left something that is due at once, since {@link #forget}. */
    boolean haveLeftMore() {
        return moreIsDue;
    }

    /** Somebody looks for it. */
    void forget() {
        moreIsDue = false;
    }

    private Lane lane(Dispatch dispatch) {
        return lanes.lane(dispatch.ownerId(), dispatch.present());
    }

    /** Fails with what {@link #failed} is then to be told. */
    CompletableFuture<Void> step(Dispatch dispatch) {
        if (clock.instant().isAfter(dispatch.giveUpAt())) {
            return giveUp(dispatch, "The prediction did not end in time.");
        }
        Target target = dispatch.present();
        Provider provider = providers
                .find(target.provider())
                .orElseThrow(() -> new ProviderFailure("The provider is not set up on this platform.", Kind.TARGET));
        ContentKey key;
        try {
            key = content.key(dispatch.organizationId(), dispatch.predictionId(), dispatch.sealedKey());
        } catch (KeyDestroyed e) {
            return giveUp(dispatch, PredictionContent.DESTROYED);
        }
        if (dispatch.jobId().isPresent()) {
            return report(provider, dispatch, key);
        }
        if (!lanes.lane(dispatch.ownerId(), target).circuit().allows(clock.instant())) {
            wait(dispatch);
            return CompletableFuture.completedFuture(null);
        }
        return submit(provider, dispatch, key);
    }

    /** Until the endpoint is asked again, unless another one can be. */
    private void wait(Dispatch dispatch) {
        OptionalInt other = another(dispatch);
        if (other.isPresent()) {
            move(dispatch, other.getAsInt(), false, dispatch.tries(), clock.instant());
        } else {
            table.postpone(dispatch, clock.instant().plus(Pauses.openCircuit(dispatch.attempts())));
        }
    }

    private CompletableFuture<Void> submit(Provider provider, Dispatch dispatch, ContentKey key) {
        if (dispatch.restricted()) {
            throw new ProviderFailure(
                    "The processing of this account's data was restricted before the run began.", Kind.FINAL);
        }
        if (dispatch.input().isPresent()) {
            return submit(provider, dispatch, key, dispatch.input().get());
        }
        return inputs.room(dispatch.ownerId(), dispatch.inputBytes())
                .thenComposeAsync(
                        room -> {
                            CompletableFuture<Void> call;
                            try {
                                call = table.input(dispatch)
                                        .map(input -> submit(provider, dispatch, key, input))
                                        .orElseGet(() ->
                                                CompletableFuture.completedFuture(null)); // it has ended meanwhile
                            } catch (RuntimeException | Error e) {
                                call = CompletableFuture.failedFuture(e); // an Error too: the room must be left
                            }
                            return call.whenComplete((done, failure) -> room.close());
                        },
                        workers);
    }

    private CompletableFuture<Void> submit(Provider provider, Dispatch dispatch, ContentKey key, byte[] stored) {
        byte[] input = files.forProvider(
                dispatch.organizationId(),
                content.openInput(key, dispatch.predictionId(), stored),
                dispatch.giveUpAt());
        Place place = places.of(provider, dispatch.ownerId(), dispatch.present());
        Job job = new Job(
                dispatch.organizationId(),
                place,
                dispatch.callbackToken(),
                input,
                callback(dispatch),
                dispatch.runLimit(),
                Duration.between(clock.instant(), dispatch.giveUpAt()),
                dispatch.streams() ? Optional.of(live(dispatch, key)) : Optional.empty());
        Instant begun = clock.instant();
        return provider.run(job).thenCompose(handed -> {
            lane(dispatch).circuit().succeeded(clock.instant());
            if (handed instanceof Ended ended) {
                apply(provider, dispatch, ended.report(), place, begun);
                return CompletableFuture.completedFuture(null);
            }
            String jobId = ((Accepted) handed).jobId();
            Submission submission = new Submission(
                    dispatch.predictionId(),
                    dispatch.fence(),
                    jobId,
                    clock.instant().plus(Pauses.poll(dispatch)));
            return submissions.submit(submission).thenCompose(outcome -> settle(outcome, provider, place, jobId));
        });
    }

    private LiveParts live(Dispatch dispatch, ContentKey key) {
        return new LiveParts(workers, Pauses.STREAM_POLL, Limits.LIVE_BYTES, all -> {
            try {
                show(dispatch, key, all);
            } catch (RuntimeException e) {
                // The next part or the end shows it.
                LOG.log(Level.INFO, "prediction {0}: not shown: {1}", dispatch.predictionId(), FailureCode.of(e));
            }
        });
    }

    private CompletableFuture<Void> settle(Outcome outcome, Provider provider, Place place, String jobId) {
        switch (outcome) {
            case CALLED_BACK -> moreIsDue = true; // it has ended already: the next sweep asks for its result
            case SUPERSEDED -> {
                // Canceled or claimed anew meanwhile: nobody wants this job's result.
                return provider.cancel(place, jobId);
            }
            default -> {
                // the provider calls back, or the poll finds it
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> report(Provider provider, Dispatch dispatch, ContentKey key) {
        String jobId = dispatch.jobId().orElseThrow();
        Place place;
        try {
            place = places.of(provider, dispatch.ownerId(), dispatch.present());
        } catch (ProviderFailure gone) {
            lost(dispatch, Report.of(State.UNKNOWN), Optional.empty()); // its owner has removed the endpoint
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> shown = dispatch.streams() && provider.streams()
                ? provider.newParts(place, jobId)
                        .thenAccept(parts -> showParts(dispatch, key, parts))
                        .exceptionally(missed -> null) // the report below decides
                : CompletableFuture.completedFuture(null);
        return shown.thenCompose(done -> provider.report(place, jobId)).thenAccept(report -> {
            lane(dispatch).circuit().succeeded(clock.instant());
            apply(provider, dispatch, report, place, dispatch.submittedAt().orElse(clock.instant()));
        });
    }

    private void showParts(Dispatch dispatch, ContentKey key, byte[] parts) {
        Optional<byte[]> before =
                dispatch.parts().map(stored -> content.openOutput(key, dispatch.predictionId(), stored));
        byte[] all = JsonArrays.concat(before, parts);
        if (all.length > before.map(p -> p.length).orElse(2)) {
            show(dispatch, key, all);
        }
    }

    private void show(Dispatch dispatch, ContentKey key, byte[] all) {
        UUID id = dispatch.predictionId();
        predictions.markProcessing(dispatch.organizationId(), id, clock.instant());
        if (table.writeParts(dispatch, content.sealOutput(key, id, all), clock.instant())) {
            feed.show(id, all);
        }
    }

    /** @param since when the provider took the job */
    private void apply(Provider provider, Dispatch dispatch, Report report, Place place, Instant since) {
        Optional<String> region = provider.region(place, dispatch.jobId().orElse(""));
        switch (report.state()) {
            case QUEUED -> table.postpone(dispatch, clock.instant().plus(Pauses.poll(dispatch)));
            case RUNNING -> {
                predictions.markProcessing(dispatch.organizationId(), dispatch.predictionId(), clock.instant());
                table.postpone(dispatch, clock.instant().plus(Pauses.poll(dispatch)));
            }
            case COMPLETED -> {
                long run = attempts.metered(dispatch, report);
                long cost = Cost.ofRun(run, dispatch.price());
                took(dispatch, Duration.between(since, clock.instant()));
                String tries = attempts.ended(dispatch, report, region, Attempt.Outcome.SUCCEEDED, cost);
                completer.end(Ending.success(dispatch, run, report, tries, clock.instant()));
            }
            case FAILED -> {
                took(dispatch, dispatch.runLimit()); // what fails soonest is no good choice
                String tries = attempts.ended(dispatch, report, region, Attempt.Outcome.FAILED, 0);
                String error = report.error().orElse("The model failed.");
                completer.end(Ending.failure(dispatch, report, error, tries));
            }
            case TIMED_OUT -> {
                took(dispatch, dispatch.runLimit());
                String tries = attempts.ended(dispatch, report, region, Attempt.Outcome.TIMED_OUT, 0);
                String error = "The run exceeded its limit of " + dispatch.runLimitSeconds() + " seconds.";
                completer.end(Ending.failure(dispatch, report, error, tries));
            }
            case CANCELED, UNKNOWN -> lost(dispatch, report, region);
            default -> throw new IllegalStateException(report.state().name());
        }
    }

    private void took(Dispatch dispatch, Duration time) {
        lane(dispatch).latency().took(time.toMillis(), clock.instant());
    }

    /** An infrastructure fault: somebody else ended the job, or the provider forgot it. The prediction is run again. */
    private void lost(Dispatch dispatch, Report report, Optional<String> region) {
        String tries = attempts.ended(dispatch, report, region, Attempt.Outcome.LOST, 0);
        if (dispatch.losses() + 1 >= MAX_LOSSES) {
            String error = "The provider lost the job " + MAX_LOSSES + " times.";
            completer.end(Ending.failure(dispatch, OptionalLong.empty(), error, Optional.of(tries)));
            return;
        }
        LOG.log(
                Level.INFO,
                "prediction {0}: job {1} at {2}, attempt {3}",
                dispatch.predictionId(),
                report.state(),
                dispatch.present().provider(),
                dispatch.attempts());
        int next = another(dispatch).orElse(dispatch.target());
        move(dispatch, next, true, Optional.of(tries), clock.instant().plus(Pauses.retry(dispatch.losses())));
    }

    /** A step did not come to its end. */
    void failed(Dispatch dispatch, Throwable failure) {
        if (!(failure instanceof ProviderFailure refusal)) {
            LOG.log(Level.WARNING, "prediction " + dispatch.predictionId(), FailureCode.trace(failure));
            table.postpone(dispatch, clock.instant().plus(Pauses.retry(dispatch.attempts() + dispatch.polls())));
            return;
        }
        Circuit circuit = lane(dispatch).circuit();
        Instant now = clock.instant();
        boolean isSubmission = dispatch.jobId().isEmpty();
        boolean tried = dispatch.isTriedEverywhere();
        if (refusal.kind() == Kind.FINAL || isSubmission && refusal.kind() == Kind.TARGET && tried) {
            String tries = attempts.refused(dispatch);
            completer.end(Ending.failure(dispatch, OptionalLong.empty(), refusal.getMessage(), Optional.of(tries)));
            return;
        }
        circuit.failed(now);
        OptionalInt other = another(dispatch);
        if (other.isPresent() && (isSubmission || circuit.openFor(now).compareTo(ABANDONED) > 0)) {
            Duration pause =
                    tried ? Pauses.retry(dispatch.attempts() / dispatch.order().size() - 1) : Duration.ZERO;
            if (isSubmission) {
                abandon(dispatch); // it may run all the same
            }
            move(dispatch, other.getAsInt(), false, Optional.of(attempts.refused(dispatch)), now.plus(pause));
            return;
        }
        int times = isSubmission ? dispatch.attempts() : dispatch.polls();
        table.postpone(dispatch, now.plus(refusal.retryAfter().orElse(Pauses.retry(times))));
    }

    /** The next target after the present one that can be used now. */
    private OptionalInt another(Dispatch dispatch) {
        List<Integer> order = dispatch.order();
        int present = order.indexOf(dispatch.target());
        return IntStream.range(1, order.size())
                .map(step -> order.get((present + step) % order.size()))
                .filter(index -> isUsable(dispatch, dispatch.targets().get(index)))
                .findFirst();
    }

    private boolean isUsable(Dispatch dispatch, Target target) {
        return providers.find(target.provider()).isPresent()
                && !lanes.lane(dispatch.ownerId(), target).circuit().isOpen(clock.instant());
    }

    private void move(Dispatch dispatch, int target, boolean lost, Optional<String> tries, Instant dueAt) {
        table.resubmit(dispatch, target, lost, tries.orElse(null), Ids.next(clock), clock.instant(), dueAt);
        moreIsDue = true;
    }

    private CompletableFuture<Void> giveUp(Dispatch dispatch, String why) {
        completer.end(Ending.failure(dispatch, OptionalLong.empty(), why, dispatch.tries()));
        Optional<Provider> provider = providers.find(dispatch.present().provider());
        if (dispatch.jobId().isEmpty() || provider.isEmpty()) {
            abandon(dispatch);
            return CompletableFuture.completedFuture(null);
        }
        Place place = places.of(provider.get(), dispatch.ownerId(), dispatch.present());
        return provider.get().cancel(place, dispatch.jobId().get());
    }

    /** Ends a run that has no id, if there is one: what failed for us may have begun there. */
    private void abandon(Dispatch dispatch) {
        Optional<Provider> provider = providers.find(dispatch.present().provider());
        if (provider.isEmpty()) {
            return;
        }
        try {
            Place place = places.of(provider.get(), dispatch.ownerId(), dispatch.present());
            provider.get().abandon(place, dispatch.callbackToken()).exceptionally(failure -> {
                LOG.log(Level.INFO, "prediction {0}: {1}", dispatch.predictionId(), FailureCode.of(failure));
                return null;
            });
        } catch (ProviderFailure gone) {
            LOG.log(Level.DEBUG, "prediction {0}: nobody can reach the run any more", dispatch.predictionId());
        }
    }

    private List<Outcome> submitted(List<Submission> batch) {
        Map<UUID, Boolean> calledBack = table.submitted(batch, clock.instant());
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
}
