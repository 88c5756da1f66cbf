package com.in2peta.inference.endpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.inference.domain.Provider;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.Provider.Place;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
import com.in2peta.inference.persistence.EndpointTable;
import com.in2peta.inference.persistence.HostedEndpointTable;
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
    HostedEndpointTable hosted;

    @Inject
    AccessSeal seal;

    private final Cache<Name, Place> found = Caffeine.newBuilder()
            .maximumSize(ENDPOINTS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Fails with a {@link ProviderFailure} when the owner has no such endpoint, or none any more, or none yet. */
    public Place of(Provider provider, UUID ownerId, Target target) {
        return found.get(new Name(ownerId, target), name -> look(provider, name));
    }

    /** An owner's name comes first; what was made for one owner, no other can reach by the provider's name. */
    private Place look(Provider provider, Name name) {
        Target target = name.target();
        Optional<StoredEndpoint> owned = endpoints.find(name.ownerId(), target.provider(), target.endpoint());
        if (owned.isPresent()) {
            return place(provider, owned.get());
        }
        if (provider.hasOwnersEndpoints() || hosted.isHosted(target.provider(), target.endpoint())) {
            throw missing();
        }
        return Place.of(target.endpoint());
    }

    private Place place(Provider provider, StoredEndpoint endpoint) {
        if (endpoint.hosting().filter(StoredHosting::deleting).isPresent()) {
            throw missing();
        }
        if (provider.hasOwnersEndpoints()) {
            return new Place(endpoint.name(), endpoint.region(), Optional.of(access(endpoint)));
        }
        return endpoint.hosting()
                .flatMap(StoredHosting::providerId)
                .map(id -> new Place(id, endpoint.region(), Optional.empty()))
                .orElseThrow(Places::notYet);
    }

    private Access access(StoredEndpoint endpoint) {
        try {
            return seal.open(endpoint).orElseThrow(Places::notYet);
        } catch (KeyDestroyed e) {
            throw missing();
        }
    }

    private static ProviderFailure notYet() {
        return new ProviderFailure("The model's endpoint is not ready yet.", Kind.TEMPORARY);
    }

    private static ProviderFailure missing() {
        return new ProviderFailure("The model's endpoint does not exist.", Kind.TARGET);
    }
}
