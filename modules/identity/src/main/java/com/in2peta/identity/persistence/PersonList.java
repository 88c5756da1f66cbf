package com.in2peta.identity.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.People;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads ids alone. */
@ApplicationScoped
class PersonList implements People {

    private static final UUID FIRST = new UUID(0, 0);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public List<Person> after(Optional<UUID> personId, int limit) {
        return Sql.query(
                database,
                "select id, organization_id from identity.person where id > ? order by id limit ?",
                row -> new Person(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                personId.orElse(FIRST),
                limit);
    }
}
