package com.in2peta.inference.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.billing.api.Coverage;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.api.Predictions;
import com.in2peta.inference.api.Routing;
import com.in2peta.inference.api.Webhook;
import com.in2peta.inference.api.Wish;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.content.PredictionReader;
import com.in2peta.inference.content.StreamLinks;
import com.in2peta.inference.dispatch.Lanes;
import com.in2peta.inference.dispatch.Lanes.Lane;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.domain.Admission.Claim;
import com.in2peta.inference.domain.Decision;
import com.in2peta.inference.file.FileInputs;
import com.in2peta.inference.stream.Completions;
import com.in2peta.inference.webhook.WebhookUrls;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.egress.Recipients;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.privacy.PurposeGate;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RetryLater;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.api.RunnableVersion;
import com.in2peta.models.api.RunnableVersions;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** What callers can do with predictions. */
@ApplicationScoped
class PredictionService implements Predictions {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** By then what is being accepted has been. */
    private static final Duration COMMIT = Duration.ofSeconds(1);
    /** A guess: nobody knows when. */
    private static final Duration SOME_END = Duration.ofSeconds(5);

    @Inject
    RunnableVersions versions;

    @Inject
    Claims claims;

    @Inject
    StreamLinks links;

    @Inject
    AdmissionWriter admissions;

    @Inject
    PredictionReader reader;

    @Inject
    PredictionContent content;

    @Inject
    FileInputs files;

    @Inject
    Lanes lanes;

    @Inject
    Cancellation cancellation;

    @Inject
    Completions completions;

    @Inject
    Coverage coverage;

    @Inject
    PurposeGate purposes;

    @Inject
    Recipients recipients;

    @Inject
    WebhookUrls webhookUrls;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    @Override
    public Created create(Caller caller, Wish wish) {
        RunnableVersion version =
                versions.find(caller, wish.version()).orElseThrow(() -> DomainException.notFound("version"));
        List<Integer> order = order(caller, version, wish.routing());
        requireAllowed(caller, order);
        wish.webhook().ifPresent(webhook -> webhookUrls.require(webhook.url()));
        List<Violation> violations = version.inputCheck().apply(wish.input());
        if (!violations.isEmpty()) {
            List<Violation> placed = violations.stream()
                    .map(v -> new Violation("/input" + v.pointer(), v.detail()))
                    .toList();
            throw new DomainException(
                    ProblemType.INVALID_INPUT, "The input does not match the model's input schema.", placed);
        }
        files.requireOwn(caller.organizationId(), wish.input());
        Admission admission = admission(caller, version, order, wish);
        // Looks at earlier calls on this thread: the one that commits serves everybody.
        Decision decision = admissions.admit(admission).join();
        if (decision instanceof Decision.Accepted accepted) {
            return new Created(accepted(admission, accepted.at()), false);
        }
        return switch ((Decision.Refused) decision) {
            case KNOWN -> earlier(caller, admission).orElseThrow(PredictionService::keyReused);
            case TOO_MANY_OPEN -> earlier(caller, admission).orElseThrow(this::tooManyOpen);
            case IN_FLIGHT ->
                throw new RetryLater(
                        ProblemType.IDEMPOTENCY_IN_FLIGHT,
                        "The first request under this key or id is being accepted.",
                        COMMIT);
            case UNCOVERED -> throw coverage.refusal(caller, version.currency(), version.holdMicros());
        };
    }

    /** The prediction of an earlier call under the same key or id, as it is now. */
    private Optional<Created> earlier(Caller caller, Admission admission) {
        return admission
                .claim()
                .flatMap(claim -> reader.replay(caller, claim.key()).map(earlier -> {
                    if (!Arrays.equals(earlier.request(), claim.request())) {
                        throw keyReused();
                    }
                    return new Created(get(caller, earlier.predictionId()), true);
                }));
    }

    private static DomainException keyReused() {
        return new DomainException(
                ProblemType.IDEMPOTENCY_KEY_REUSED, "Another request was made under this key or id.");
    }

    private DomainException tooManyOpen() {
        return new RetryLater(
                ProblemType.TOO_MANY_OPEN,
                config.openPredictions() + " predictions are open. Wait for some to end, or cancel some.",
                SOME_END);
    }

    /** The database says the same of the purpose; here it is said before the input goes anywhere. */
    private void requireAllowed(Caller caller, List<Integer> order) {
        if (purposes.isClosed(caller.organizationId(), Purpose.INFERENCE)) {
            throw new DomainException(
                    ProblemType.PROCESSING_RESTRICTED,
                    "The processing of this account's data is restricted: no predictions.");
        }
        if (order.isEmpty()) {
            throw new DomainException(
                    ProblemType.COUNTRY_EXCLUDED, "The model's providers work in countries that you have excluded.");
        }
    }

    /** The places of those targets where the caller lets his data be processed, the first choice first. */
    private List<Integer> order(Caller caller, RunnableVersion version, Routing routing) {
        List<Target> targets = version.targets();
        Instant now = clock.instant();
        ToLongFunction<Target> rank = switch (routing) {
            case ORDER -> target -> 0;
            case PRICE -> target -> target.priceMicrosPerSecond().orElse(version.priceMicrosPerSecond());
            case LATENCY ->
                target -> {
                    Lane lane = lanes.lane(version.ownerId(), target);
                    return lane.circuit().isOpen(now)
                            ? Long.MAX_VALUE
                            : lane.latency().average(now).orElse(0);
                };
        };
        long[] ranks = targets.stream().mapToLong(rank).toArray();
        return IntStream.range(0, targets.size())
                .filter(place -> recipients.mayProcess(targets.get(place).provider(), caller.organizationId()))
                .boxed()
                .sorted(Comparator.comparingLong(place -> ranks[place])) // stable: else in the owner's order
                .toList();
    }

    @Override
    public PredictionView get(Caller caller, UUID id) {
        return content.view(reader.get(caller, id), clock.instant());
    }

    @Override
    public List<PredictionView> list(Caller caller, Window window) {
        Instant now = clock.instant();
        return reader.list(caller, window).stream()
                .map(stored -> content.view(stored, now))
                .toList();
    }

    @Override
    public PredictionView cancel(Caller caller, UUID id) {
        if (cancellation.cancel(caller.organizationId(), id)) {
            completions.ended(Set.of(id));
        }
        return get(caller, id);
    }

    @Override
    public CompletableFuture<Optional<byte[]>> whenEnded(Caller caller, UUID id) {
        return completions.whenEnded(caller.organizationId(), id);
    }

    private Admission admission(Caller caller, RunnableVersion version, List<Integer> order, Wish wish) {
        byte[] input = bytes(wish.input());
        Optional<Claim> claim = claims.of(caller, wish, input);
        UUID id = wish.id().orElseGet(() -> Ids.next(clock));
        Instant now = clock.instant();
        return new Admission(
                id,
                caller.organizationId(),
                caller.personId(),
                caller.apiKeyId(),
                version.modelId(),
                version.model(),
                version.id(),
                version.ownerId(),
                version.targets(),
                order,
                version.streams(wish.input()),
                version.currency(),
                version.priceMicrosPerSecond(),
                version.runLimitSeconds(),
                version.holdMicros(),
                input,
                content.seal(caller.organizationId(), id, input, wish.webhook().map(Webhook::url), now),
                claim,
                wish.deployment(),
                wish.endUser(),
                wish.lowPriority(),
                wish.cancelAfter().map(now.truncatedTo(ChronoUnit.MICROS)::plus),
                wish.webhook());
    }

    private PredictionView accepted(Admission admission, Instant at) {
        return new PredictionView(
                admission.id(),
                admission.model(),
                admission.version(),
                Status.STARTING,
                Optional.of(admission.input()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                admission.currency(),
                false,
                admission.deployment(),
                admission.endUser(),
                admission.deadline(),
                Optional.empty(),
                links.path(admission.organizationId(), admission.id()));
    }

    private static byte[] bytes(JsonNode input) {
        try {
            return JSON.writeValueAsBytes(input);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree that was just parsed can be written
        }
    }
}
