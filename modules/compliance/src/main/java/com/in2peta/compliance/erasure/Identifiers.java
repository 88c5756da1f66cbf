package com.in2peta.compliance.erasure;

import com.in2peta.compliance.residue.Needle;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.seal.Seals;
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

    @Inject
    Seals seals;

    /** Empty once the account is gone. */
    Optional<String> username(UUID personId, UUID organizationId) {
        return values(USERNAME, personId, organizationId).stream().findFirst();
    }

    /** The ids, in whatever form they may lie somewhere. */
    static List<Needle> ids(UUID personId, UUID organizationId) {
        return List.of(Needle.of("person-id", personId), Needle.of("organization-id", organizationId));
    }

    /** The addresses; none when their key was destroyed already. */
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
                    if (value.category().equals(category)) {
                        values.addAll(values(name, table, column, value.sealed(), personId, organizationId));
                    }
                });
            }
        });
        return values.stream().distinct().toList();
    }

    private List<String> values(
            String name, Table table, String column, boolean sealed, UUID personId, UUID organizationId) {
        UUID owner = table.owner().orElseThrow().person().isPresent() ? personId : organizationId;
        String where =
                " from " + name + " where " + table.owner().get().column() + " = ? and " + column + " is not null";
        return sealed
                ? Sql.query(database, "select " + column + where, row -> row.getBytes(1), owner).stream()
                        .flatMap(value -> open(owner, value, name + "." + column + "|" + owner).stream())
                        .toList()
                : Sql.query(database, "select distinct " + column + "::text" + where, row -> row.getString(1), owner);
    }

    /** What the owner of a row is known by is bound to the table, the column and the owner. */
    private Optional<String> open(UUID owner, byte[] sealed, String place) {
        try {
            return Optional.of(seals.openText(owner, sealed, place));
        } catch (KeyDestroyed e) {
            return Optional.empty();
        }
    }
}
