package com.in2peta.compliance.retention;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.retention.RetainedStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The tables of this application. */
@ApplicationScoped
public class RetainedTablesProducer {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    @Any
    Instance<RetainedStore> stores;

    @Produces
    @Singleton
    RetainedTables tables() {
        return new RetainedTables(database, catalogue, stores.stream().toList());
    }

    @Produces
    @Singleton
    HoldTable holds() {
        return new HoldTable(database);
    }
}
