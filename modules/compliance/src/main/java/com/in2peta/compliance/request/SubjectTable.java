package com.in2peta.compliance.request;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.SubjectRefs;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;
import javax.sql.DataSource;

/** The random values that stand for persons. */
@ApplicationScoped
class SubjectTable implements SubjectRefs {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public byte[] of(UUID personId) {
        byte[] fresh = new byte[BYTES];
        RANDOM.nextBytes(fresh);
        // The update changes nothing; it is there so that the row of somebody who was quicker is returned.
        return Sql.query(database, """
                        insert into compliance.subject (person_id, ref) values (?, ?)
                        on conflict (person_id) do update set person_id = excluded.person_id returning ref
                        """, row -> row.getBytes(1), personId, fresh).get(0);
    }
}
