package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Breaches.Breach;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The query that finds whose rows of a table lay open: all that are there, but for those that came later. Of a table that does not say when a
 * row came it is all: one warning too many is better than one too few.
 */
record AffectedRows(String table, String owner, Optional<String> since) {

    /** Empty for a table that holds nothing about anybody. */
    static Optional<AffectedRows> of(String name, Table table) {
        return table.owner().map(owner -> new AffectedRows(name, owner.column(), table.since()));
    }

    /** Ids of people and of organizations, as the table names its owners. */
    List<UUID> owners(DataSource database, Breach breach) {
        String sql = "select distinct " + owner + " from " + table + " where " + owner + " is not null";
        return since.map(column -> Sql.query(
                        database,
                        sql + " and " + column + " <= ?",
                        row -> row.getObject(1, UUID.class),
                        breach.happenedUntil()))
                .orElseGet(() -> Sql.query(database, sql, row -> row.getObject(1, UUID.class)));
    }
}
