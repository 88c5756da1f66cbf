package com.in2peta.web.health;

import com.in2peta.compliance.api.ErasedPeople;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Nobody who was erased is known again, as after the restore of an older backup. */
@Readiness
@ApplicationScoped
public class ErasureReadiness implements HealthCheck {

    @Inject
    ErasedPeople erased;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("erasures").status(erased.areGone()).build();
    }
}
