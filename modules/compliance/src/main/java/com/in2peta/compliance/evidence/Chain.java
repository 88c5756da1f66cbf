package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The rows of the chain, on a connection whose transaction the caller runs: its end lets the next one append. The isolation must be read
 * committed; a snapshot from before the lock would show an old head, and the number's key would refuse the entry.
 */
final class Chain {

    /** The last link, and the first moment that the next one may have. */
    private record Head(long seq, byte[] hash, Instant notBefore) {}

    private static final long LOCK = 0x696E_3270_6576_6964L; // "in2pevid"
    private static final int BATCH = 1_000;

    private static final String COLUMNS = "seq, at, actor, kind, object, subject_ref, body, prev, hash";
    private static final String INSERT =
            "insert into compliance.evidence (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String HEAD = """
            select coalesce(e.seq, 0), coalesce(e.hash, decode(repeat('00', 32), 'hex')),
                greatest(e.at, ((r.day + 1)::timestamp at time zone 'UTC')) as not_before
            from (select max(day) as day from compliance.evidence_root) r
                left join (select seq, hash, at from compliance.evidence order by seq desc limit 1) e on true
            """;

    private Chain() {}

    /** Waits until no other transaction appends, and keeps others out until the end of this one. */
    static void lock(Connection connection) throws SQLException {
        Sql.query(connection, "select pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    static List<Link> append(Connection connection, Clock clock, List<Entry> entries) throws SQLException {
        lock(connection);
        Head head = Sql.query(
                        connection,
                        HEAD,
                        row -> new Head(row.getLong(1), row.getBytes(2), Sql.instant(row, "not_before")))
                .get(0);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Clocks of nodes differ: time must not go back along the chain, nor fall into a day that is signed.
        Instant at = head.notBefore() != null && now.isBefore(head.notBefore()) ? head.notBefore() : now;
        MessageDigest sha256 = Digests.sha256();
        List<Link> links = new ArrayList<>(entries.size());
        long seq = head.seq();
        byte[] hash = head.hash();
        for (Entry entry : entries) {
            Link link = link(++seq, at, Actors.alias(connection, entry.actor()), entry, hash)
                    .sealed(sha256);
            hash = link.hash();
            links.add(link);
        }
        insert(connection, links);
        return links;
    }

    private static Link link(long seq, Instant at, UUID alias, Entry entry, byte[] prev) {
        return new Link(
                seq,
                at,
                alias,
                entry.kind().code(),
                entry.object(),
                entry.subjectRef().orElse(null),
                CanonicalJson.write(entry.body()),
                prev,
                null);
    }

    private static void insert(Connection connection, List<Link> links) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int waiting = 0;
            for (Link link : links) {
                fill(insert, link);
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void fill(PreparedStatement insert, Link link) throws SQLException {
        insert.setLong(1, link.seq());
        insert.setObject(2, OffsetDateTime.ofInstant(link.at(), ZoneOffset.UTC));
        insert.setObject(3, link.actor());
        insert.setString(4, link.kind());
        insert.setString(5, link.object());
        insert.setBytes(6, link.subjectRef());
        insert.setString(7, link.body());
        insert.setBytes(8, link.prev());
        insert.setBytes(9, link.hash());
    }

    /** The links after a number, at most so many, in their order. */
    static List<Link> after(Connection connection, long seq, int limit) throws SQLException {
        return Sql.query(
                connection,
                "select " + COLUMNS + " from compliance.evidence where seq > ? order by seq limit ?",
                Chain::link,
                seq,
                limit);
    }

    static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getBytes(6),
                row.getString(7),
                row.getBytes(8),
                row.getBytes(9));
    }
}
