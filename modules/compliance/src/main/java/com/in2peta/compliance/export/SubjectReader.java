package com.in2peta.compliance.export;

import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reads what belongs to one person, in a snapshot of its own: every statement of the work sees the same rows. */
@ApplicationScoped
class SubjectReader {

    /** Longer than requests get: a file is one statement. */
    private static final String SETTINGS = """
            set transaction isolation level repeatable read read only;
            set local statement_timeout = '5min';
            set local timezone = 'UTC';
            set local datestyle = 'ISO'""";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    /** Runs the work outside of any JTA transaction, which this connection must not share with the one that writes. */
    <T> T read(Subject subject, Sql.Work<T> work) {
        return Transactions.run(database, connection -> {
            try (Statement settings = connection.createStatement()) {
                settings.execute(SETTINGS);
            }
            Tenancy.enter(connection, subject.organizationId(), Purpose.LEGAL);
            return work.on(connection);
        });
    }
}
