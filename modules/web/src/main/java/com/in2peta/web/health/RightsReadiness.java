package com.in2peta.web.health;

import com.in2peta.compliance.api.OverdueRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells of requests about rights that are overdue. A node that tells it is ready all the same: turning callers away would help nobody. */
@Readiness
@ApplicationScoped
public class RightsReadiness implements HealthCheck {

    @Inject
    OverdueRequests overdue;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rights")
                .up()
                .withData("overdue", overdue.count())
                .build();
    }
}
