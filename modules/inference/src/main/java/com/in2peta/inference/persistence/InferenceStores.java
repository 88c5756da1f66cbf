package com.in2peta.inference.persistence;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import javax.sql.DataSource;

/** The stores of this module whose rows have an end. */
@ApplicationScoped
class InferenceStores {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    InferenceConfig config;

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
}
