package com.in2peta.inference.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.domain.Hosting;
import com.in2peta.inference.domain.Hosting.Hosted;
import com.in2peta.inference.domain.Hosting.Wanted;
import com.in2peta.inference.domain.Provider.Access;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
import com.in2peta.inference.persistence.HostedEndpointTable;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.outbox.OutboxHandler;
import com.in2peta.kernel.seal.KeyDestroyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a provider match what is wanted of an endpoint. The message names the endpoint and not the change: whatever is wanted by now is done, and doing it
 * again changes nothing. At the provider it is found by a name that follows from its id, so a crash after a create cannot make a second
 * one, and an endpoint whose row is gone can still be removed.
 */
@ApplicationScoped
class HostingHandler implements OutboxHandler {

    /** What is in the outbox. */
    record Order(UUID endpoint, String provider) {}

    static final String TOPIC = "endpoint-hosting";

    /** Longer than all calls of one piece of work together, and as long as the outbox waits. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final String PREFIX = "ep-";
    /** Koyeb's names have no more than 23 characters; these are all the random bits of the id. */
    private static final int LETTERS = 18;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Providers providers;

    @Inject
    HostedEndpointTable endpoints;

    @Inject
    AccessSeal seal;

    @Inject
    Clock clock;

    @Override
    public String topic() {
        return TOPIC;
    }

    static String payload(StoredEndpoint endpoint) {
        return JSON.valueToTree(new Order(endpoint.id(), endpoint.provider())).toString();
    }

    /** What an endpoint is called at its provider. */
    static String nameOf(UUID id) {
        return PREFIX + Ids.toWire(id).substring(Ids.WIRE_LENGTH - LETTERS);
    }

    @Override
    public void handle(UUID messageId, UUID organizationId, String payload) {
        Order order;
        try {
            order = JSON.readValue(payload, Order.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable order in the outbox");
        }
        Hosting hosting = providers
                .hosting(order.provider())
                .orElseThrow(() -> new IllegalStateException("no management API of " + order.provider()));
        Instant now = clock.instant();
        Optional<StoredEndpoint> claimed = endpoints.claim(order.endpoint(), now, now.plus(LEASE));
        if (claimed.isPresent()) {
            match(hosting, claimed.get());
        } else if (endpoints.exists(order.endpoint())) {
            throw new ProviderFailure("Somebody else deals with the endpoint.", Kind.TEMPORARY);
        } else {
            hosting.remove(nameOf(order.endpoint()));
        }
    }

    private void match(Hosting hosting, StoredEndpoint endpoint) {
        Optional<Wanted> wanted = wanted(endpoint);
        try {
            if (wanted.isEmpty()) {
                hosting.remove(nameOf(endpoint.id()));
                endpoints.remove(endpoint.id());
            } else {
                make(hosting, endpoint, wanted.get());
            }
        } catch (ProviderFailure failure) {
            if (failure.kind() == Kind.FINAL && wanted.isPresent()) {
                endpoints.refused(endpoint, HostFailures.REFUSED);
                return;
            }
            endpoints.postponed(endpoint.id(), HostFailures.of(failure.kind()));
            throw failure;
        }
    }

    private void make(Hosting hosting, StoredEndpoint endpoint, Wanted wanted) {
        Hosted hosted = hosting.make(new Hosting.Order(
                endpoint.organizationId(),
                nameOf(endpoint.id()),
                wanted,
                endpoint.region(),
                endpoint.hosting().orElseThrow().paused()));
        Optional<byte[]> access = hosted.url()
                .map(url -> seal.seal(
                        endpoint.organizationId(),
                        endpoint.id(),
                        new Access(url, Optional.empty(), Optional.of(wanted.secret()))));
        endpoints.applied(endpoint, hosted, access, clock.instant());
    }

    /** Empty when it is wanted no longer: by its owner, or because nobody can read any more how it is to be. */
    private Optional<Wanted> wanted(StoredEndpoint endpoint) {
        if (endpoint.hosting().filter(StoredHosting::deleting).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(seal.openWanted(endpoint));
        } catch (KeyDestroyed e) {
            return Optional.empty();
        }
    }
}
