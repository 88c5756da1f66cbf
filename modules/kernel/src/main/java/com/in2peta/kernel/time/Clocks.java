package com.in2peta.kernel.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one source of time, in UTC. An offset lets a test or a drill live in another month. */
@ApplicationScoped
public class Clocks {

    @Produces
    @Singleton
    Clock clock(@ConfigProperty(name = "in2peta.kernel.clock-offset", defaultValue = "PT0S") Duration offset) {
        return Clock.offset(Clock.systemUTC(), offset);
    }
}
