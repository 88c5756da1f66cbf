package com.in2peta.compliance.erasure;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;

/** Makes plans from the catalogue and from the database as it is now. */
@ApplicationScoped
class ErasurePlans {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    ErasurePlan of(Erasee... people) {
        return Sql.with(
                database,
                connection -> ErasurePlan.of(
                        catalogue, LiveSchema.read(connection), Walks.read(connection), new Whose(List.of(people))));
    }
}
