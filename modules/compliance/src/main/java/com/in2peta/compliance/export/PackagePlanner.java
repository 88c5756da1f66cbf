package com.in2peta.compliance.export;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.export.FileMaker.Fence;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Counts what there is, in one snapshot, and says which files it will be. What is made afterwards is compared with this count: a package is
 * not complete because nothing more was found.
 */
@ApplicationScoped
class PackagePlanner {

    /** What lies in large columns of one file's rows, roughly; a file is compressed on the way. */
    static final long FILE_BYTES = 64L << 20;

    private static final String HERE = """
            select pg_current_wal_lsn()::text, pg_snapshot_xmax(pg_current_snapshot())::text::bigint""";

    private record Asked(Subject subject, PackageKind kind, int policyVersion) {}

    private record Here(String lsn, long horizon) {}

    /** The rows between two cuts. */
    private record Stretch(long rows, List<String> last) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    SubjectReader reader;

    @Inject
    PackageStore store;

    @Inject
    Opening opening;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    /** Counts, unless that was done before: then the plan stays what it is. */
    void plan(UUID requestId, Fence fence) {
        if (store.find(requestId).isPresent()) {
            return;
        }
        Asked asked = asked(requestId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<PackageFile> files = new ArrayList<>();
        Here here = reader.read(asked.subject(), connection -> {
            for (Element element : Elements.of(catalogue, LiveSchema.read(connection), asked.kind(), opening)) {
                addFiles(connection, element, asked.subject(), now, files);
            }
            return Sql.query(connection, HERE, row -> new Here(row.getString(1), row.getLong(2)))
                    .get(0);
        });
        Package planned = new Package(
                requestId,
                asked.subject(),
                asked.kind(),
                false,
                now,
                here.lsn(),
                here.horizon(),
                asked.policyVersion(),
                catalogue.sha256(),
                now);
        Transactions.run(database, connection -> {
            fence.require(connection);
            store.plan(connection, planned, files);
            return null;
        });
    }

    private Asked asked(UUID requestId) {
        return Sql.query(
                        database,
                        """
                        select person_id, organization_id, kind, policy_version from compliance.request
                        where id = ? and kind in ('access', 'portability') and state = 'running'
                        """,
                        row -> new Asked(
                                new Subject(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                                PackageKind.of(row.getString(3)),
                                row.getInt(4)),
                        requestId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no open request for a package"));
    }

    private static void addFiles(
            Connection connection, Element element, Subject subject, Instant now, List<PackageFile> files)
            throws SQLException {
        RowQuery query = new RowQuery(element, subject, now);
        long[] size = Sql.query(connection, query.count(), row -> new long[] {row.getLong(1), row.getLong(2)})
                .get(0);
        boolean plain = size[0] <= Limits.EXPORT_PLAIN_ROWS && size[1] <= FILE_BYTES;
        List<Stretch> stretches = Sql.query(
                connection,
                query.cuts(Limits.EXPORT_FILE_ROWS, FILE_BYTES),
                row -> new Stretch(row.getLong(1), key(element, row)));
        // The last file ends where its last row was: what is written behind it later is not part of the package.
        if (plain) {
            Optional<List<String>> last = stretches.stream().map(Stretch::last).reduce((a, b) -> b);
            for (String format : List.of("json", "csv")) {
                add(files, element, element.folder() + "." + format, Optional.empty(), last, size[0]);
            }
            return;
        }
        for (String format : List.of("ndjson.gz", "csv.gz")) {
            Optional<List<String>> after = Optional.empty();
            for (int i = 0; i < stretches.size(); i++) {
                Stretch stretch = stretches.get(i);
                String path = "%s/%04d.%s".formatted(element.folder(), i + 1, format);
                add(files, element, path, after, Optional.of(stretch.last()), stretch.rows());
                after = Optional.of(stretch.last());
            }
        }
    }

    private static List<String> key(Element element, java.sql.ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < element.cut().size(); i++) {
            key.add(row.getString(i + 2));
        }
        return key;
    }

    private static void add(
            List<PackageFile> files,
            Element element,
            String path,
            Optional<List<String>> after,
            Optional<List<String>> upto,
            long rows) {
        files.add(PackageFile.planned(path, files.size() + 1, element.table(), after, upto, rows));
    }
}
