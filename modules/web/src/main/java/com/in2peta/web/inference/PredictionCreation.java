package com.in2peta.web.inference;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.Predictions;
import com.in2peta.inference.api.Predictions.Created;
import com.in2peta.inference.api.Wish;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.work.Workers;
import com.in2peta.web.api.WebConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Creates a prediction and answers now or when it has ended. The request's thread waits for the commit alone; a caller who waits for the
 * end holds a connection and no thread.
 */
@ApplicationScoped
public class PredictionCreation {

    /** Says that the answer is that of an earlier call; Stripe's name for it. */
    static final String REPLAYED = "Idempotent-Replayed";

    @Inject
    Workers workers;

    @Inject
    Predictions predictions;

    @Inject
    WebConfig config;

    void create(Caller caller, Wish wish, Optional<Duration> wait, AsyncResponse response) {
        Created created = predictions.create(caller, wish);
        PredictionView accepted = created.prediction();
        if (wait.isEmpty() || accepted.status().isFinal()) {
            response.resume(created(PredictionJson.of(accepted, config), created.replayed()));
            return;
        }
        CompletableFuture<Optional<byte[]>> ended = predictions.whenEnded(caller, accepted.id());
        ended.completeOnTimeout(Optional.empty(), wait.get().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(done -> answer(caller, created), workers)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        response.resume(answer);
                    } else {
                        response.resume(failure);
                    }
                });
    }

    private Response answer(Caller caller, Created created) {
        PredictionView now = latest(caller, created.prediction());
        return now.status().isFinal()
                ? created(PredictionJson.of(now, config), created.replayed())
                : Response.accepted(PredictionJson.unfinished(now, config)).build();
    }

    /** Whoever cannot be told the end needs the id all the more. */
    private PredictionView latest(Caller caller, PredictionView accepted) {
        try {
            return predictions.get(caller, accepted.id());
        } catch (RuntimeException e) {
            if (DatabaseFailure.isUnavailability(e)) {
                return accepted;
            }
            throw e;
        }
    }

    private static Response created(PredictionJson prediction, boolean replayed) {
        return Response.created(URI.create(prediction.urls().get()))
                .header(REPLAYED, replayed ? "true" : null) // null: no header
                .entity(prediction)
                .build();
    }
}
