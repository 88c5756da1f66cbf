package com.in2peta.inference.domain;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The management API of a provider, at which the platform makes endpoints under its own account. What is sent holds an image and how to run it, and
 * nothing about whose it is. Every call waits for the provider for some seconds, can be repeated, and fails with {@link ProviderFailure}.
 */
public interface Hosting {

    /**
     * How an endpoint is to be, but for its region.
     *
     * @param gpu in the provider's own word
     * @param secret the bearer that the container is told to ask for
     */
    record Wanted(String image, String gpu, int minReplicas, int maxReplicas, Map<String, String> env, String secret) {}

    /**
     * What the provider is to have.
     *
     * @param organizationId decides whether this may be sent and is not sent itself
     * @param name by which the endpoint is found again: always the same for one endpoint
     */
    record Order(UUID organizationId, String name, Wanted wanted, Optional<String> region, boolean paused) {}

    /** How far an endpoint is. */
    enum State {
        PENDING,
        READY,
        PAUSED,
        FAILED,
        DELETING;

        /** As in JSON and in the database. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What the provider has.
     *
     * @param id the provider's own
     * @param url present where endpoints have addresses of their own
     * @param surplus whether there are others of the same name, which a call that broke can leave behind
     */
    record Hosted(String id, State state, Optional<URI> url, boolean surplus) {}

    /** Its name among the providers. */
    String provider();

    /** Makes the endpoint, or makes the one of this name what it is to be. Others of the name are removed. */
    Hosted make(Order order);

    /** Empty when there is none of the name. */
    Optional<Hosted> look(String name);

    /** Removes everything of the name; it does not mind when there is nothing. */
    void remove(String name);
}
