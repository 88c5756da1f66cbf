package com.in2peta.compliance.export;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction of the connection's own, for steps that read with one role and write with another: JTA could not join the two. */
final class Transactions {

    private Transactions() {}

    static <T> T run(DataSource database, Sql.Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback(); // of no effect after the commit
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
