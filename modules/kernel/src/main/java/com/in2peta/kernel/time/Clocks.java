package com.in2peta.kernel.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one source of time, in UTC. An offset lets a test or a drill live in another month. */
@ApplicationScoped
public class Clocks {

    @Inject
    @ConfigProperty(name = "in2peta.kernel.clock-offset", defaultValue = "PT0S")
    Duration offset;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.offset(Clock.systemUTC(), offset);
    }

    /** How far the clock was moved on purpose: without it, it must agree with the database's. */
    public Duration offset() {
        return offset;
    }
}
