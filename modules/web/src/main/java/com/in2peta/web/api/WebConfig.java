package com.in2peta.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class WebConfig {

    private static final int MINUTE_SECONDS = 60;

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    String publicUrl;

    @Inject
    @ConfigProperty(name = "in2peta.web.creates-per-minute", defaultValue = "600")
    int createsPerMinute;

    @Inject
    @ConfigProperty(name = "in2peta.web.calls-per-minute", defaultValue = "3000")
    int callsPerMinute;

    @Inject
    @ConfigProperty(name = "in2peta.web.burst-seconds", defaultValue = "30")
    int burstSeconds;

    @Inject
    @ConfigProperty(name = "in2peta.web.account-rate-factor", defaultValue = "2")
    int accountRateFactor;

    /** Creates of predictions that one credential may ask for, over all nodes. */
    public int createsPerMinute() {
        return Math.max(1, createsPerMinute);
    }

    /** All its other calls. */
    public int callsPerMinute() {
        return Math.max(1, callsPerMinute);
    }

    /** The time whose worth of a rate may be used at once. */
    public Duration burst() {
        return Duration.ofSeconds(Math.max(1, burstSeconds));
    }

    /** A rate and its burst as the header RateLimit-Policy says them. */
    public String ratePolicy(long perMinute) {
        long burst = perMinute * burst().toSeconds() / MINUTE_SECONDS;
        return perMinute + ";w=" + MINUTE_SECONDS + ";burst=" + burst;
    }

    /** How many times the rate of one credential all of an account have together. */
    public int accountRateFactor() {
        return Math.max(1, accountRateFactor);
    }

    /** The absolute address of a path, as callers reach it. */
    public String url(String path) {
        return publicUrl + path;
    }
}
