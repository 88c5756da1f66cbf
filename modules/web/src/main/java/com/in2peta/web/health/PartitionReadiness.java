package com.in2peta.web.health;

import com.in2peta.compliance.api.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** There are partitions for what is being written now. */
@Readiness
@ApplicationScoped
public class PartitionReadiness implements HealthCheck {

    @Inject
    Retention retention;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("partitions")
                .status(retention.prepared())
                .build();
    }
}
