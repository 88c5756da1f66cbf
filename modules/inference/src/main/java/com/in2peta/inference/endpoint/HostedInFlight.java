package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.StoredEndpoint;
import com.in2peta.inference.persistence.HostedEndpointTable;
import com.in2peta.kernel.erasure.WorkInFlight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Removes what an organization has at providers under the platform's account. It is waited for, however long the provider takes: the image and its
 * environment are the organization's, and without its row nobody would find the endpoint.
 */
@ApplicationScoped
class HostedInFlight implements WorkInFlight {

    /** After which an order that has not been carried out is given again. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Inject
    HostedEndpointTable endpoints;

    @Inject
    HostingOrders orders;

    @Inject
    Clock clock;

    @Override
    public long stop(UUID organizationId) {
        long left = 0;
        for (StoredEndpoint endpoint : endpoints.of(organizationId)) {
            left++;
            if (!endpoint.hosting().orElseThrow().deleting()) {
                orders.unwant(endpoint);
            } else {
                orders.againUnlessWaiting(endpoint, clock.instant().minus(PATIENCE));
            }
        }
        return left;
    }
}
