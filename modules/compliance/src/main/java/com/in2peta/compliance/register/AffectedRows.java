package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Breaches.Breach;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The query that finds whose rows of a table lay open; a table without a time is taken whole. */
record AffectedRows(String table, String owner, Optional<String> anchor) {

    /** Empty for a table that holds nothing about anybody. */
    static Optional<AffectedRows> of(String name, Table table) {
        return table.owner().map(owner -> new AffectedRows(name, owner.column(), table.anchor()));
    }

    /** Ids of people and of organizations, as the table names its owners. */
    List<UUID> owners(DataSource database, Breach breach) {
        String sql = "select distinct " + owner + " from " + table + " where " + owner + " is not null";
        if (anchor.isEmpty()) {
            return Sql.query(database, sql, row -> row.getObject(1, UUID.class));
        }
        return Sql.query(
                database,
                sql + " and " + anchor.get() + " between ? and ?",
                row -> row.getObject(1, UUID.class),
                breach.happenedFrom(),
                breach.happenedUntil());
    }
}
