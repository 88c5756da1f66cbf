package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.Hosting;
import com.in2peta.inference.domain.Hosting.Hosted;
import com.in2peta.inference.domain.Hosting.State;
import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.domain.StoredHosting;
import com.in2peta.inference.persistence.HostedEndpointTable;
import com.in2peta.inference.provider.Providers;
import com.in2peta.kernel.limit.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Asks providers how far endpoints are, while somebody waits for the answer. */
@ApplicationScoped
class HostingLooks {

    /** What was heard so lately is not asked for again. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** An order that has waited longer than this is given anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    Providers providers;

    @Inject
    HostedEndpointTable endpoints;

    @Inject
    HostingOrders orders;

    @Inject
    Clock clock;

    private final Semaphore room = new Semaphore(Limits.HOSTED_LOOKS);

    /** False when nothing was learnt: it was heard of just now, an order is on its way, or the provider does not answer. */
    boolean look(StoredEndpoint endpoint) {
        Optional<Hosting> hosting = endpoint.hosting()
                .filter(stored -> isWorthALook(stored))
                .flatMap(stored -> providers.hosting(endpoint.provider()));
        if (hosting.isEmpty() || !room.tryAcquire()) {
            return false;
        }
        try {
            learn(endpoint, hosting.get().look(HostingHandler.nameOf(endpoint.id())));
            return true;
        } catch (ProviderFailure e) {
            return false; // what was last heard is shown
        } finally {
            room.release();
        }
    }

    private boolean isWorthALook(StoredHosting stored) {
        boolean refused = stored.failure().filter(HostFailures.REFUSED::equals).isPresent();
        boolean fresh = stored.checkedAt()
                .filter(at -> at.plus(FRESH).isAfter(clock.instant()))
                .isPresent();
        return !stored.isOrdered() && !refused && !fresh;
    }

    private void learn(StoredEndpoint endpoint, Optional<Hosted> seen) {
        State state = seen.map(Hosted::state).orElse(State.FAILED);
        Optional<String> failure = seen.isEmpty()
                ? Optional.of(HostFailures.GONE)
                : Optional.of(HostFailures.BROKEN).filter(broken -> state == State.FAILED);
        endpoints.seen(endpoint, state.wire(), failure, clock.instant());
        if (seen.filter(Hosted::surplus).isPresent()) {
            orders.againUnlessWaiting(endpoint, clock.instant().minus(PATIENCE));
        }
    }
}
