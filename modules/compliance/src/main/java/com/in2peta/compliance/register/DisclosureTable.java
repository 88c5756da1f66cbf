package com.in2peta.compliance.register;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What steps of a disclosure need to know of it, and where they bring it. */
@ApplicationScoped
class DisclosureTable {

    /** A disclosure with its scope. */
    record Held(UUID askedBy, String state, List<String> elements, UUID personId, UUID organizationId) {

        /** Refuses when it is in no such state. */
        Held in(String... states) {
            if (!List.of(states).contains(state)) {
                throw new DomainException(ProblemType.CONFLICT, "The disclosure is " + state + ".");
            }
            return this;
        }
    }

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    Held find(UUID id) {
        return find(id, "");
    }

    /** Nobody else changes it until the transaction ends. */
    Held lock(UUID id) {
        return find(id, " for update");
    }

    private Held find(UUID id, String lock) {
        return Sql.query(
                        database,
                        "select asked_by, state, elements, person_id, organization_id from compliance.disclosure where id = ?"
                                + lock,
                        row -> new Held(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                Arrays.asList((String[]) row.getArray(3).getArray()),
                                row.getObject(4, UUID.class),
                                row.getObject(5, UUID.class)),
                        id)
                .stream()
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("disclosure"));
    }

    void move(UUID id, String state) {
        Sql.update(database, "update compliance.disclosure set state = ? where id = ?", state, id);
    }
}
