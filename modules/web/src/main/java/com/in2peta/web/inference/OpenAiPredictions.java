package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionStreams;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.PredictionView.Status;
import com.in2peta.inference.api.Predictions;
import com.in2peta.inference.api.Predictions.Created;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.time.Recurring;
import com.in2peta.kernel.work.Workers;
import com.in2peta.models.api.RunnableVersion;
import com.in2peta.models.api.RunnableVersions;
import com.in2peta.web.api.OpenAiError;
import com.in2peta.web.api.OpenAiRefused;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Chats and embeddings as predictions. Nobody asks for such a prediction again, so it is canceled when its caller has left or its time is over;
 * the time is its deadline too, in case this node does not live to see it. A caller who waits holds a connection and no thread.
 */
@ApplicationScoped
class OpenAiPredictions {

    /** Finds out who has left. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    private static final Logger LOG = System.getLogger(OpenAiPredictions.class.getName());

    @Inject
    Workers workers;

    @Inject
    RunnableVersions versions;

    @Inject
    Predictions predictions;

    @Inject
    PredictionStreams streams;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> heartbeats;

    @PostConstruct
    void start() {
        heartbeats = recurring.every(HEARTBEAT, "the heartbeat of chats", () -> open.forEach(EventStream::beat));
    }

    @PreDestroy
    void stop() {
        heartbeats.cancel(false);
        open.forEach(EventStream::close);
    }

    void answer(OpenAiExchange exchange, OpenAiCall call) throws IOException {
        Caller caller = exchange.caller();
        RunnableVersion version = versions.find(caller, call.model())
                .filter(found -> found.speaks().filter(call.speaks()::equals).isPresent())
                .orElseThrow(() -> new OpenAiRefused(unknownModel(call.model())));
        Duration wait = Prefer.waiting(exchange.request().getHeader("Prefer"))
                .orElse(Duration.ofSeconds(Limits.OPENAI_WAIT_SECONDS));
        Optional<String> key = Optional.ofNullable(exchange.request().getHeader("Idempotency-Key"));
        Created created = predictions.create(caller, call.wish(version.model(), key, wait));
        if (created.replayed()) {
            exchange.response().setHeader(PredictionCreation.REPLAYED, "true");
        }
        if (call.streams()) {
            stream(exchange, call, created);
        } else {
            whole(exchange, call, created, wait);
        }
    }

    static OpenAiError unknownModel(String model) {
        return OpenAiError.of(
                HttpServletResponse.SC_NOT_FOUND,
                OpenAiError.INVALID,
                "model_not_found",
                "model",
                "There is no model '" + shown(model) + "' that speaks this.");
    }

    private static String shown(String model) {
        return model.length() > Limits.URL_LENGTH ? model.substring(0, Limits.URL_LENGTH) : model;
    }

    private void stream(OpenAiExchange exchange, OpenAiCall call, Created created) throws IOException {
        PredictionView prediction = created.prediction();
        EventStream stream = new EventStream(0, new ChatEvents(prediction, call.wantsUsage(), clock), ended -> {
            open.remove(ended);
            if (!ended.knowsTheEnd()) {
                left(exchange.caller(), created);
            }
        });
        try {
            stream.follow(streams, exchange.caller(), prediction.id());
        } catch (RuntimeException e) {
            left(exchange.caller(), created);
            throw e;
        }
        exchange.record(HttpServletResponse.SC_OK);
        open.add(stream);
        stream.begin(exchange.request(), exchange.response());
    }

    private void whole(OpenAiExchange exchange, OpenAiCall call, Created created, Duration wait) {
        AsyncContext async = exchange.request().startAsync(exchange.request(), exchange.response());
        async.setTimeout(0); // ours is counted below
        async.addListener(new AsyncListener() {
            @Override
            public void onError(AsyncEvent event) {
                left(exchange.caller(), created);
            }

            @Override
            public void onComplete(AsyncEvent event) {
                // the answer was written
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                // there is none
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                // it is started once
            }
        });
        PredictionView prediction = created.prediction();
        CompletableFuture<Optional<byte[]>> ended = prediction.status().isFinal()
                ? CompletableFuture.completedFuture(Optional.empty())
                : predictions.whenEnded(exchange.caller(), prediction.id());
        ended.completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS)
                .thenAcceptAsync(output -> finish(exchange, call, prediction, output), workers)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        refuse(exchange, failure, prediction.id());
                    }
                    async.complete();
                });
    }

    /** The node stops, or something broke that nobody expected. */
    private static void refuse(OpenAiExchange exchange, Throwable failure, UUID predictionId) {
        try {
            exchange.fail(failure);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the caller of {0} has left", predictionId);
        }
    }

    private void finish(OpenAiExchange exchange, OpenAiCall call, PredictionView prediction, Optional<byte[]> output) {
        UUID predictionId = prediction.id();
        try {
            JsonNode answer;
            try {
                PredictionView ended = output.isPresent()
                        ? prediction.withContent(prediction.input(), output)
                        : succeeded(exchange.caller(), predictionId);
                answer = OpenAiAnswers.whole(call, ended);
            } catch (RuntimeException e) {
                exchange.fail(e);
                return;
            }
            exchange.answer(answer);
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the caller of {0} has left", predictionId); // its run has ended
        }
    }

    private PredictionView succeeded(Caller caller, UUID predictionId) {
        PredictionView now = predictions.get(caller, predictionId);
        boolean late = !now.status().isFinal();
        if (late) {
            now = predictions.cancel(caller, predictionId); // answers it as it is if it has ended just now
        }
        if (now.status() == Status.SUCCEEDED) {
            return now;
        }
        throw new OpenAiRefused(
                late && now.status() == Status.CANCELED
                        ? OpenAiAnswers.timeout()
                        : OpenAiAnswers.failure(now.status(), now.error(), now.deadline(), clock.instant()));
    }

    /** Whoever only repeated a call leaves the prediction to whoever made it. */
    private void left(Caller caller, Created created) {
        if (created.replayed()) {
            return;
        }
        UUID predictionId = created.prediction().id();
        try {
            workers.execute(() -> cancel(caller, predictionId));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.INFO, "prediction {0} is left to its deadline", predictionId); // the node stops
        }
    }

    private void cancel(Caller caller, UUID predictionId) {
        try {
            predictions.cancel(caller, predictionId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "prediction {0} is left to its deadline: {1}", predictionId, FailureCode.of(e));
        }
    }
}
