package com.in2peta.web.health;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** A node whose clock is wrong ends sessions and dates evidence wrongly: nobody calls it before the clock is mended. */
@Readiness
@ApplicationScoped
public class ClockReadiness implements HealthCheck {

    @Inject
    DatabaseClock database;

    @Inject
    Clock clock;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("clock");
        try {
            Duration drift = Duration.between(database.now(), clock.instant());
            return response.status(drift.abs().compareTo(DatabaseClock.MOST_DRIFT) <= 0)
                    .withData("drift-seconds", drift.toSeconds())
                    .build();
        } catch (DatabaseFailure e) {
            return response.down().withData("reason", e.getMessage()).build();
        }
    }
}
