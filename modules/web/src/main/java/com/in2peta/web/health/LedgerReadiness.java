package com.in2peta.web.health;

import com.in2peta.kernel.invariant.InvariantWatch;
import com.in2peta.kernel.invariant.InvariantWatch.Round;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What the last complete look at the invariants found, and that it was not long ago. */
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

    @Inject
    InvariantWatch invariants;

    @Override
    public HealthCheckResponse call() {
        Round latest = invariants.latest();
        return HealthCheckResponse.named("ledger")
                .status(latest.broken() == 0 && !invariants.isStale())
                .withData("invariants", latest.findings().size())
                .withData("broken", latest.broken())
                .withData("checked", latest.completedAt().toString())
                .build();
    }
}
