package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Mention;
import com.in2peta.kernel.privacy.Catalogue.Owner;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.seal.Seals;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Finds, of many people who were erased, those whom the database or the key store knows again: one query for each table, whatever their number. */
@ApplicationScoped
class KnownAgain {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    Seals seals;

    List<Entry> of(Collection<Entry> erased) {
        if (erased.isEmpty()) {
            return List.of();
        }
        Set<UUID> known = new HashSet<>();
        Object[] persons = erased.stream().map(Entry::personId).toArray();
        Object[] organizations = erased.stream().map(Entry::organizationId).toArray();
        catalogue.tables().forEach((name, table) -> {
            if (table.erase().filter(Erasure.DELETE::equals).isPresent()) {
                Owner owner = table.owner().orElseThrow();
                known.addAll(found(name, owner.column(), owner.person().isPresent() ? persons : organizations));
            }
            forgotten(name, table, persons, organizations, known);
        });
        known.addAll(seals.withKeys(erased.stream()
                .flatMap(entry -> Stream.of(entry.personId(), entry.organizationId()))
                .toList()));
        known.removeAll(underWay(persons));
        return erased.stream()
                .filter(entry -> known.contains(entry.personId()) || known.contains(entry.organizationId()))
                .toList();
    }

    /** The persons whose first erasure is not at its end: they are known still, not again. */
    private List<UUID> underWay(Object[] persons) {
        return Sql.query(
                        database,
                        """
                        select person_id, organization_id from compliance.request
                        where person_id = any (?) and kind in ('erasure', 'child') and details ->> ? is null
                            and state in ('running', 'waiting-processor', 'blocked-by-hold', 'failed')
                        """,
                        row -> Stream.of(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        new Values("uuid", persons),
                        ErasureCases.REPEATED)
                .stream()
                .flatMap(ids -> ids)
                .toList();
    }

    private void forgotten(String name, Table table, Object[] persons, Object[] organizations, Set<UUID> known) {
        table.forget().forEach((column, mention) -> {
            if (mention != Mention.USERNAME) {
                known.addAll(found(name, column, mention == Mention.PERSON ? persons : organizations));
            }
        });
    }

    private List<UUID> found(String table, String column, Object[] ids) {
        return Sql.query(
                database,
                "select distinct " + column + " from " + table + " where " + column + " = any (?)",
                row -> row.getObject(1, UUID.class),
                new Values("uuid", ids));
    }
}
