package com.in2peta.inference.app;

import com.in2peta.inference.dispatch.ProviderCancelHandler;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.stream.Completions;
import com.in2peta.kernel.erasure.WorkInFlight;
import com.in2peta.kernel.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Cancels what an organization has under way, as its owner could: the hold is freed, the provider is told. A provider that cannot be told for a
 * while is not waited for: the job ends there by its own limit.
 */
@ApplicationScoped
class InFlightPredictions implements WorkInFlight {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    DispatchTable dispatch;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Inject
    Cancellation cancellation;

    @Inject
    Completions completions;

    @Override
    public long stop(UUID organizationId) {
        Set<UUID> canceled = new HashSet<>();
        for (UUID id : dispatch.ofOrganization(organizationId)) {
            if (cancellation.cancel(organizationId, id)) {
                canceled.add(id);
            }
        }
        completions.ended(canceled);
        return dispatch.ofOrganization(organizationId).size()
                + outbox.waiting(
                        organizationId,
                        ProviderCancelHandler.TOPIC,
                        clock.instant().minus(PATIENCE));
    }
}
