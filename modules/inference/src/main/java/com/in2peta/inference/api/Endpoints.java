package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Places of one's own at providers: what the targets of one's versions can name. Addresses and keys are sealed; keys are never shown again. */
public interface Endpoints {

    /**
     * A place to be known by a name.
     *
     * @param region where it is, in the provider's own word
     * @param key the first part of a credential that has two, such as Modal's
     * @param secret a bearer token, or the second part
     */
    record NewEndpoint(
            String provider,
            String name,
            URI url,
            Optional<String> region,
            Optional<String> key,
            Optional<String> secret) {}

    /**
     * A place as its owner sees it.
     *
     * @param url empty when it has none of its own, or none yet
     * @param host present when the platform makes it
     */
    record EndpointView(
            UUID id,
            String provider,
            String name,
            Optional<URI> url,
            Optional<String> region,
            Instant createdAt,
            Optional<HostView> host) {}

    /**
     * What is wanted of an endpoint that the platform makes, and how far it is.
     *
     * @param env the names of the variables: values are never shown again
     * @param state {@code pending}, {@code ready}, {@code paused}, {@code failed} or {@code deleting}
     * @param error why it is not what it is to be, in a word
     * @param providerId the provider's own
     */
    record HostView(
            String image,
            String gpu,
            int minReplicas,
            int maxReplicas,
            List<String> env,
            String state,
            Optional<String> error,
            Optional<String> providerId) {}

    /**
     * How an endpoint does at this moment; what its provider does not tell is empty.
     *
     * @param ready whether something is there that takes a job at once; false too when the provider does not answer
     * @param queued jobs that wait there
     * @param running jobs that run there
     */
    record HealthView(Optional<Boolean> ready, OptionalInt queued, OptionalInt running) {}

    /** Problems: {@code invalid-request}; {@code conflict} when there is one of the name, or too many. */
    EndpointView add(Caller caller, NewEndpoint endpoint);

    /** Newest first; the position is the id. */
    List<EndpointView> list(Caller caller, Slice slice);

    /** As the provider sees it now, if the platform makes it and the provider answers within some seconds. */
    EndpointView get(Caller caller, UUID id);

    /** Asks the provider. Problem: {@code overloaded} when too many ask. */
    HealthView health(Caller caller, UUID id);

    /**
     * What runs there is not stopped; what is to run there fails, or runs at another target. One that the platform makes is removed at the provider
     * first, and shown until then.
     */
    Optional<EndpointView> remove(Caller caller, UUID id);
}
