package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The signed roots, one a day. */
final class RootTable {

    private static final String SELECT =
            "select day, first_seq, last_seq, merkle_root, jws, copied_at is not null from compliance.evidence_root ";

    private RootTable() {}

    static void insert(Connection connection, Root root) throws SQLException {
        Sql.update(connection, """
                insert into compliance.evidence_root (day, first_seq, last_seq, merkle_root, jws) values (?, ?, ?, ?, ?)
                """, root.day(), root.firstSeq(), root.lastSeq(), root.merkleRoot(), root.jws());
    }

    static Optional<Root> last(Connection connection) throws SQLException {
        return Sql.query(connection, SELECT + "order by day desc limit 1", RootTable::root).stream()
                .findFirst();
    }

    static List<Root> all(Connection connection) throws SQLException {
        return Sql.query(connection, SELECT + "order by day", RootTable::root);
    }

    static List<Root> notCopied(Connection connection) throws SQLException {
        return Sql.query(connection, SELECT + "where copied_at is null order by day", RootTable::root);
    }

    static Optional<Root> holding(Connection connection, long seq) throws SQLException {
        return Sql.query(connection, SELECT + "where ? between first_seq and last_seq", RootTable::root, seq).stream()
                .findFirst();
    }

    static void markCopied(Connection connection, LocalDate day, Instant now) throws SQLException {
        Sql.update(
                connection,
                "update compliance.evidence_root set copied_at = ? where day = ? and copied_at is null",
                now,
                day);
    }

    private static Root root(ResultSet row) throws SQLException {
        return new Root(
                row.getObject(1, LocalDate.class),
                row.getLong(2),
                row.getLong(3),
                row.getBytes(4),
                row.getString(5),
                row.getBoolean(6));
    }
}
