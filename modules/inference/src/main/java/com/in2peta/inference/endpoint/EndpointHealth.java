package com.in2peta.inference.endpoint;

import com.in2peta.inference.api.Endpoints.HealthView;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.Provider.Health;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks providers how endpoints do, while their owners wait for the answer. */
@ApplicationScoped
class EndpointHealth {

    private static final long PATIENCE_SECONDS = 5;
    private static final HealthView NOT_READY =
            new HealthView(Optional.of(false), OptionalInt.empty(), OptionalInt.empty());
    private static final HealthView UNKNOWN =
            new HealthView(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    @Inject
    Providers providers;

    @Inject
    Places places;

    private final Semaphore room = new Semaphore(Limits.ENDPOINT_LOOKS);

    HealthView of(StoredEndpoint endpoint) {
        Optional<Provider> provider = providers.find(endpoint.provider());
        if (provider.isEmpty()) {
            return NOT_READY; // it is not set up any more
        }
        if (!room.tryAcquire()) {
            throw new DomainException(ProblemType.OVERLOADED, "Too many ask how endpoints do. Try again shortly.");
        }
        try {
            return ask(provider.get(), endpoint).map(EndpointHealth::view).orElse(UNKNOWN);
        } catch (ProviderFailure | CompletionException notReached) {
            return NOT_READY;
        } finally {
            room.release();
        }
    }

    private Optional<Health> ask(Provider provider, StoredEndpoint endpoint) {
        Target target = new Target(endpoint.provider(), endpoint.name());
        return provider.health(places.of(provider, endpoint.organizationId(), target))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static HealthView view(Health health) {
        return new HealthView(Optional.of(health.ready()), health.queued(), health.running());
    }
}
