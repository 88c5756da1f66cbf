package com.in2peta.inference.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.Provider.Place;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.persistence.EndpointTable;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Where targets lead. What was found is remembered for some seconds. */
@ApplicationScoped
public class Places {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int ENDPOINTS = 10_000;

    private record Name(UUID ownerId, Target target) {}

    @Inject
    EndpointTable endpoints;

    @Inject
    AccessSeal seal;

    private final Cache<Name, Place> found = Caffeine.newBuilder()
            .maximumSize(ENDPOINTS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Fails with a {@link ProviderFailure} when the owner has no such endpoint, or none any more. */
    public Place of(Provider provider, UUID ownerId, Target target) {
        return provider.hasOwnersEndpoints()
                ? found.get(new Name(ownerId, target), this::look)
                : Place.of(target.endpoint());
    }

    private Place look(Name name) {
        StoredEndpoint endpoint = endpoints
                .find(name.ownerId(), name.target().provider(), name.target().endpoint())
                .orElseThrow(Places::missing);
        try {
            return new Place(endpoint.name(), endpoint.region(), Optional.of(seal.open(endpoint)));
        } catch (KeyDestroyed e) {
            throw missing();
        }
    }

    private static ProviderFailure missing() {
        return new ProviderFailure("The model's endpoint does not exist.", Kind.TARGET);
    }
}
