package com.in2peta.inference.persistence;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.kernel.retention.RetainedStore;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/** The stores of this module whose rows have an end. */
@ApplicationScoped
class InferenceStores {

    private static final Duration ROOM = Duration.ofDays(3);
    private static final Duration HOURS_AHEAD = Duration.ofHours(6);
    private static final Duration LONGEST_RUN = Duration.ofDays(7);
    private static final Duration COMMIT_GRACE = Duration.ofMinutes(10);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    InferenceConfig config;

    @Inject
    Seals seals;

    @Inject
    DispatchTable dispatches;

    /** By the moment a payload ends: hidden to the second by every read, dropped when its whole hour has passed. */
    @Produces
    @Named("payload")
    RetainedStore payloads() {
        return new PartitionedStore(
                database, "payload", Duration.ofHours(1), config.payloadRetention(), ROOM, Duration.ZERO);
    }

    /** The keys end with the partitions. */
    @Produces
    @Named("content-keys")
    RetainedStore contentKeys() {
        return new PeriodKeys(
                seals, Kind.CONTENT, config.payloadRetention(), ROOM, Duration.ZERO, Duration.ZERO, Set::of);
    }

    /** Whatever waits to be committed when its hour ends is committed long before the grace has passed. */
    @Produces
    @Named("in-flight-keys")
    RetainedStore inFlightKeys() {
        return new PeriodKeys(
                seals,
                Kind.IN_FLIGHT,
                Duration.ZERO,
                HOURS_AHEAD,
                COMMIT_GRACE,
                config.queueLimit().plus(LONGEST_RUN),
                dispatches::inFlightHours);
    }

    /** By the day of the call. */
    @Produces
    @Named("usage_log")
    RetainedStore usageLog() {
        return new PartitionedStore(
                database, "usage_log", Duration.ofDays(1), Duration.ZERO, ROOM, config.usageLogRetention());
    }
}
