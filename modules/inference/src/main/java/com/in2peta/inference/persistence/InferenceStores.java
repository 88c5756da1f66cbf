package com.in2peta.inference.persistence;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.kernel.retention.ExpiringKeys;
import com.in2peta.kernel.retention.RetainedStore;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** The stores of this module whose rows have an end, and the keys that end with them. */
@ApplicationScoped
class InferenceStores {

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

    @Inject
    FileTable files;

    @Inject
    Clock clock;

    @Produces
    @Named("payload")
    RetainedStore payloads() {
        return PartitionedStore.payloads(database, config.payloadRetention());
    }

    @Produces
    @Named("usage_log")
    RetainedStore usageLog() {
        return PartitionedStore.usageLog(database, config.usageLogRetention());
    }

    /** The keys end with the partitions, and with the files of their hour. */
    @Produces
    @Named("content-keys")
    ExpiringKeys contentKeys() {
        return new PeriodKeys(
                seals,
                Kind.CONTENT,
                config.payloadRetention(),
                PartitionedStore.ROOM,
                Duration.ZERO,
                Duration.ZERO,
                () -> files.hoursOfEnded(clock.instant()));
    }

    /** Whatever waits to be committed when its hour ends is committed long before the grace has passed. */
    @Produces
    @Named("in-flight-keys")
    ExpiringKeys inFlightKeys() {
        return new PeriodKeys(
                seals,
                Kind.IN_FLIGHT,
                Duration.ZERO,
                HOURS_AHEAD,
                COMMIT_GRACE,
                config.queueLimit().plus(LONGEST_RUN),
                dispatches::inFlightHours);
    }
}
