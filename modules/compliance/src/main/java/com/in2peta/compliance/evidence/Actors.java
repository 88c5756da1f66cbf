package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the chain calls a member of staff. The chain cannot forget; this table can, and then the alias means nobody. */
final class Actors {

    private Actors() {}

    /** The alias of a person, made when he first acts; null for the system. Called under the lock of the chain, so nobody makes it twice. */
    static UUID alias(Connection connection, Optional<UUID> person) throws SQLException {
        if (person.isEmpty()) {
            return null;
        }
        List<UUID> known = Sql.query(
                connection,
                "select alias from compliance.evidence_actor where person_id = ?",
                row -> row.getObject(1, UUID.class),
                person.get());
        if (!known.isEmpty()) {
            return known.get(0);
        }
        UUID alias = UUID.randomUUID();
        Sql.update(
                connection,
                "insert into compliance.evidence_actor (alias, person_id) values (?, ?)",
                alias,
                person.get());
        return alias;
    }
}
