package com.in2peta.inference.app;

import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.kernel.erasure.WorkInFlight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Cancels what an organization has under way, as its owner could: the hold is freed, the provider is told. */
@ApplicationScoped
class InFlightPredictions implements WorkInFlight {

    @Inject
    DispatchTable dispatch;

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
        return dispatch.ofOrganization(organizationId).size();
    }
}
