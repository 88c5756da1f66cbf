package com.in2peta.web.health;

import com.in2peta.kernel.invariant.InvariantCheck.Finding;
import com.in2peta.kernel.invariant.InvariantWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What the last look at the invariants found; before the first look there is nothing against them. */
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

    @Inject
    InvariantWatch invariants;

    @Override
    public HealthCheckResponse call() {
        List<Finding> findings = invariants.latest();
        long broken = findings.stream().filter(finding -> !finding.holds()).count();
        return HealthCheckResponse.named("ledger")
                .status(broken == 0)
                .withData("invariants", findings.size())
                .withData("broken", broken)
                .build();
    }
}
