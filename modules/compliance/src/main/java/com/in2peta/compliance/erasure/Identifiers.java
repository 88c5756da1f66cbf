package com.in2peta.compliance.erasure;

import com.in2peta.compliance.residue.Needle;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Table;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What tells a person from all others, read from the rows that the catalogue says hold it. Names are left out: two people may share one, and a
 * search for it would accuse the other's rows.
 */
@ApplicationScoped
class Identifiers {

    private static final String USERNAME = "username";
    private static final String EMAIL = "email";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    /** Empty once the account is gone. */
    Optional<String> username(UUID personId, UUID organizationId) {
        return values(USERNAME, personId, organizationId).stream().findFirst();
    }

    /** The ids, in whatever form they may lie somewhere. */
    static List<Needle> ids(UUID personId, UUID organizationId) {
        return List.of(Needle.of("person-id", personId), Needle.of("organization-id", organizationId));
    }

    /** The addresses that are not sealed. */
    List<Needle> addresses(UUID personId, UUID organizationId) {
        return values(EMAIL, personId, organizationId).stream()
                .filter(Needle::isLongEnough)
                .map(value -> new Needle(EMAIL, value))
                .toList();
    }

    private List<String> values(String category, UUID personId, UUID organizationId) {
        List<String> values = new ArrayList<>();
        catalogue.tables().forEach((name, table) -> {
            if (table.erase().filter(Erasure.DELETE::equals).isPresent()) {
                table.personal().forEach((column, value) -> {
                    if (value.category().equals(category) && !value.sealed()) {
                        values.addAll(values(name, table, column, personId, organizationId));
                    }
                });
            }
        });
        return values.stream().distinct().toList();
    }

    private List<String> values(String name, Table table, String column, UUID personId, UUID organizationId) {
        boolean byPerson = table.owner().orElseThrow().person().isPresent();
        return Sql.query(
                database,
                "select distinct " + column + "::text from " + name + " where "
                        + table.owner().get().column() + " = ? and " + column + " is not null",
                row -> row.getString(1),
                byPerson ? personId : organizationId);
    }
}
