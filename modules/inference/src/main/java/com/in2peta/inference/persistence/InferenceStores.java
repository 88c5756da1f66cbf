package com.in2peta.inference.persistence;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import javax.sql.DataSource;

/** The stores of this module whose rows have an end. */
@ApplicationScoped
class InferenceStores {

    private static final Duration ROOM = Duration.ofDays(3);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    InferenceConfig config;

    /** By the moment a payload ends: hidden to the second by every read, dropped when its whole hour has passed. */
    @Produces
    @Named("payload")
    RetainedStore payloads() {
        return new PartitionedStore(
                database, "payload", Duration.ofHours(1), config.payloadRetention(), ROOM, Duration.ZERO);
    }

    /** By the day of the call. */
    @Produces
    @Named("usage_log")
    RetainedStore usageLog() {
        return new PartitionedStore(
                database, "usage_log", Duration.ofDays(1), Duration.ZERO, ROOM, config.usageLogRetention());
    }
}
