package com.in2peta.compliance.export;

import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Packages and their files, as the job writes them. */
@ApplicationScoped
class PackageStore {

    private static final String PACKAGE = """
            select request_id, person_id, organization_id, kind, state, counted_at, lsn::text as lsn, horizon, policy_version,
                catalogue_sha256, kept_from
            from compliance.export
            """;
    static final String FILES = """
            select path, seq, element, after_key, upto_key, planned, state, rows, changed, bytes, sha256, crc32, part
            from compliance.export_file where request_id = ?
            """;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    Optional<Package> find(UUID requestId) {
        return Sql.query(database, PACKAGE + "where request_id = ?", PackageStore::read, requestId).stream()
                .findFirst();
    }

    static Optional<Package> find(Connection connection, UUID requestId) throws SQLException {
        return Sql.query(connection, PACKAGE + "where request_id = ?", PackageStore::read, requestId).stream()
                .findFirst();
    }

    /** The package with all its planned files, or nothing. */
    void plan(Connection connection, Package planned, List<PackageFile> files) throws SQLException {
        Sql.update(
                connection,
                """
                insert into compliance.export (request_id, person_id, organization_id, kind, state, counted_at, lsn, horizon,
                    policy_version, catalogue_sha256, kept_from)
                values (?, ?, ?, ?, 'counted', ?, ?::pg_lsn, ?, ?, ?, ?)
                """,
                planned.requestId(),
                planned.subject().personId(),
                planned.subject().organizationId(),
                planned.kind().code(),
                planned.countedAt(),
                planned.lsn(),
                planned.horizon(),
                planned.policyVersion(),
                planned.catalogueSha256(),
                planned.keptFrom());
        for (PackageFile file : files) {
            add(connection, planned, file);
        }
    }

    void add(Connection connection, Package of, PackageFile file) throws SQLException {
        Sql.update(
                connection,
                """
                insert into compliance.export_file (request_id, path, organization_id, seq, element, after_key, upto_key, planned, state)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'planned') on conflict (request_id, path) do nothing
                """,
                of.requestId(),
                file.path(),
                of.subject().organizationId(),
                file.seq(),
                file.element(),
                key(file.after()),
                key(file.upto()),
                file.planned());
    }

    /** What describes the package comes after the data. */
    void addDocument(Connection connection, Package of, String path) throws SQLException {
        Sql.update(connection, """
                insert into compliance.export_file (request_id, path, organization_id, seq, element, planned, state)
                select ?, ?, ?, coalesce(max(seq), 0) + 1, '', 0, 'planned' from compliance.export_file where request_id = ?
                on conflict (request_id, path) do nothing
                """, of.requestId(), path, of.subject().organizationId(), of.requestId());
    }

    List<PackageFile> files(UUID requestId) {
        return Sql.query(database, FILES + " order by seq", PackageStore::readFile, requestId);
    }

    Optional<PackageFile> nextPlanned(UUID requestId) {
        return Sql.query(
                        database,
                        FILES + " and state = 'planned' and element <> '' order by seq limit 1",
                        PackageStore::readFile,
                        requestId)
                .stream()
                .findFirst();
    }

    /** What an attempt that died has left cannot be there: it never committed. What an earlier content left goes. */
    void begin(Connection connection, UUID requestId, String path) throws SQLException {
        Sql.update(
                connection, "delete from compliance.export_chunk where request_id = ? and path = ?", requestId, path);
    }

    void addChunk(Connection connection, Package of, String path, int seq, byte[] sealed) throws SQLException {
        Sql.update(
                connection,
                "insert into compliance.export_chunk (request_id, path, seq, organization_id, content) values (?, ?, ?, ?, ?)",
                of.requestId(),
                path,
                seq,
                of.subject().organizationId(),
                sealed);
    }

    void finish(Connection connection, UUID requestId, String path, Made made, Instant startedAt, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                """
                update compliance.export_file
                set state = 'done', rows = ?, changed = ?, bytes = ?, sha256 = ?, crc32 = ?, started_at = ?, ended_at = ?
                where request_id = ? and path = ?
                """,
                made.rows(),
                made.changed(),
                made.bytes(),
                made.sha256(),
                made.crc32(),
                startedAt,
                now,
                requestId,
                path);
    }

    void assign(Connection connection, UUID requestId, String path, int part) throws SQLException {
        Sql.update(
                connection,
                "update compliance.export_file set part = ? where request_id = ? and path = ?",
                part,
                requestId,
                path);
    }

    private static Values key(Optional<List<String>> key) {
        return key.map(texts -> new Values("text", texts.toArray())).orElse(null);
    }

    private static Package read(ResultSet row) throws SQLException {
        return new Package(
                row.getObject("request_id", UUID.class),
                new Subject(row.getObject("person_id", UUID.class), row.getObject("organization_id", UUID.class)),
                PackageKind.of(row.getString("kind")),
                row.getString("state").equals("ready"),
                Sql.instant(row, "counted_at"),
                row.getString("lsn"),
                row.getLong("horizon"),
                row.getInt("policy_version"),
                row.getString("catalogue_sha256"),
                Sql.instant(row, "kept_from"));
    }

    static PackageFile readFile(ResultSet row) throws SQLException {
        boolean done = row.getString("state").equals("done");
        return new PackageFile(
                row.getString("path"),
                row.getInt("seq"),
                row.getString("element"),
                texts(row.getArray("after_key")),
                texts(row.getArray("upto_key")),
                row.getLong("planned"),
                done
                        ? Optional.of(new Made(
                                row.getLong("rows"),
                                row.getLong("changed"),
                                row.getLong("bytes"),
                                row.getString("sha256"),
                                row.getLong("crc32")))
                        : Optional.empty(),
                Optional.ofNullable(row.getObject("part", Integer.class)));
    }

    private static Optional<List<String>> texts(Array array) throws SQLException {
        return array == null ? Optional.empty() : Optional.of(Arrays.asList((String[]) array.getArray()));
    }
}
