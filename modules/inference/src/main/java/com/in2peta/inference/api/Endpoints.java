package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    record EndpointView(UUID id, String provider, String name, URI url, Optional<String> region, Instant createdAt) {}

    /** Problems: {@code invalid-request}; {@code conflict} when there is one of the name, or too many. */
    EndpointView add(Caller caller, NewEndpoint endpoint);

    /** Newest first; the position is the id. */
    List<EndpointView> list(Caller caller, Slice slice);

    /** What runs there is not stopped; what is to run there fails, or runs at another target. */
    void remove(Caller caller, UUID id);
}
