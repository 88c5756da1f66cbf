package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Breaches.Breach;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The query that finds whose rows lay open: all that are there, but for those that came later. Of a table that does not say when a row came it is
 * all: one warning too many is better than one too few.
 */
record AffectedOwners(String sql, List<Object> parameters) {

    private static final String NOBODY = "select null::uuid where false";

    static AffectedOwners of(Catalogue catalogue, Breach breach) {
        List<String> queries = new ArrayList<>(List.of(NOBODY));
        List<Object> parameters = new ArrayList<>();
        for (String name : breach.elements()) {
            Table table = catalogue.tables().get(name);
            table.owner().ifPresent(owner -> {
                String since =
                        table.since().map(column -> " and " + column + " <= ?").orElse("");
                queries.add("select " + owner.column() + " from " + name + " where " + owner.column() + " is not null"
                        + since);
                table.since().ifPresent(column -> parameters.add(breach.happenedUntil()));
            });
        }
        return new AffectedOwners("(" + String.join(" union ", queries) + ") affected (owner)", parameters);
    }

    long count(DataSource database) {
        return Sql.query(database, "select count(*) from " + sql, row -> row.getLong(1), parameters.toArray())
                .get(0);
    }

    /** Ids of people and of organizations, as the tables name their owners. */
    List<UUID> list(DataSource database, Slice slice) {
        List<Object> all = new ArrayList<>(parameters);
        slice.id().ifPresent(all::add);
        all.add(slice.limit());
        String position = slice.id().isPresent() ? " where owner " + slice.comparison() + " ?" : "";
        return slice.newestFirst(Sql.query(
                database,
                "select owner from " + sql + position + " order by owner " + slice.order() + " limit ?",
                row -> row.getObject(1, UUID.class),
                all.toArray()));
    }
}
