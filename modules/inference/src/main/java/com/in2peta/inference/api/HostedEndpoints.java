package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.Endpoints.EndpointView;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Endpoints that the platform makes at a provider, under its own account there. What is wanted is written down and the provider is made to match it a
 * moment later; {@link Endpoints#get} shows how far it is. They are removed as all endpoints are.
 */
public interface HostedEndpoints {

    /**
     * An endpoint to be made.
     *
     * @param gpu and region in the provider's own words
     * @param env of the container
     */
    record NewHost(
            String provider,
            String name,
            String image,
            String gpu,
            Optional<String> region,
            int minReplicas,
            int maxReplicas,
            Map<String, String> env) {}

    /** What is absent stays; the environment is replaced as a whole. */
    record HostChange(
            Optional<String> image,
            Optional<String> gpu,
            Optional<String> region,
            OptionalInt minReplicas,
            OptionalInt maxReplicas,
            Optional<Map<String, String>> env) {}

    /** Problems: {@code invalid-request}; {@code conflict} when there is one of the name, or too many. */
    EndpointView host(Caller caller, NewHost host);

    /** Problems: {@code invalid-request}; {@code conflict} when it is being deleted or is not the platform's. */
    EndpointView change(Caller caller, UUID id, HostChange change);

    /** Stops its machines, or lets them run again; nothing happens when it is so already. Problems as of a change. */
    EndpointView pause(Caller caller, UUID id, boolean pause);
}
