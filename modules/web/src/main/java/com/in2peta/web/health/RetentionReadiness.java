package com.in2peta.web.health;

import com.in2peta.compliance.api.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Names the rules of which something is overdue. It is never down: a node that answers nobody deletes nothing sooner. */
@Readiness
@ApplicationScoped
public class RetentionReadiness implements HealthCheck {

    @Inject
    Retention retention;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("retention");
        retention
                .overdueBeyondBound()
                .forEach((rule, late) -> response.withData("overdue-seconds-" + rule, late.toSeconds()));
        return response.up().build();
    }
}
