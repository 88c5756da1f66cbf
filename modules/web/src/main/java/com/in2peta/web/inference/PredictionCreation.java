package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.Predictions;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.web.api.WebConfig;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Creates a prediction and answers now or when it has ended. The request's thread waits for the commit alone; a caller who waits for the
 * end holds a connection and no thread.
 */
@ApplicationScoped
public class PredictionCreation {

    @Resource
    ManagedExecutorService executor;

    @Inject
    Predictions predictions;

    @Inject
    WebConfig config;

    void create(Caller caller, String version, JsonNode input, String prefer, AsyncResponse response) {
        if (input == null || !input.isObject()) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The request is invalid.",
                    List.of(new Violation("/input", "must be an object")));
        }
        Optional<Duration> wait = Prefer.waiting(prefer);
        PredictionView accepted =
                predictions.create(caller, version, input).toCompletableFuture().join();
        if (wait.isEmpty()) {
            response.resume(created(PredictionJson.of(accepted, config)));
            return;
        }
        CompletableFuture<Void> ended = predictions.whenEnded(caller, accepted.id());
        ended.completeOnTimeout(null, wait.get().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(done -> answer(caller, accepted), executor)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        response.resume(answer);
                    } else {
                        response.resume(failure);
                    }
                });
    }

    private Response answer(Caller caller, PredictionView accepted) {
        PredictionView now = latest(caller, accepted);
        return now.status().isFinal()
                ? created(PredictionJson.of(now, config))
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

    private static Response created(PredictionJson prediction) {
        return Response.created(URI.create(prediction.urls().get()))
                .entity(prediction)
                .build();
    }
}
