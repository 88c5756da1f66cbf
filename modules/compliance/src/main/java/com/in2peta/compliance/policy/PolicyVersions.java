package com.in2peta.compliance.policy;

import com.in2peta.compliance.api.PublishedPolicies.Version;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The rows of {@code compliance.policy_version}; they are added and never changed, but for the day from which one counts. */
@ApplicationScoped
class PolicyVersions {

    /** What a new version comes after. */
    record Last(int version, String sha256) {}

    private static final String COLUMNS =
            "kind, version, document, sha256, material, reasons, created_at, effective_at from compliance.policy_version ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    Optional<Last> last(PolicyKind kind) {
        return Sql.query(
                        database,
                        "select version, sha256 from compliance.policy_version where kind = ? order by version desc limit 1",
                        row -> new Last(row.getInt(1), row.getString(2)),
                        kind.code())
                .stream()
                .findFirst();
    }

    /** The facts of the newest version that counts at that moment. */
    Optional<Set<String>> effectiveFacts(PolicyKind kind, Instant at) {
        return Sql.query(
                        database,
                        "select facts from compliance.policy_version where kind = ? and effective_at <= ? order by version desc limit 1",
                        row -> Set.copyOf(texts(row, 1)),
                        kind.code(),
                        at)
                .stream()
                .findFirst();
    }

    /** Of two nodes that start at the same time one adds it. */
    void add(Version version, Set<String> facts, String catalogueSha256) {
        Sql.update(
                database,
                """
                insert into compliance.policy_version
                    (kind, version, document, facts, sha256, catalogue_sha256, material, reasons, created_at, effective_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz) on conflict do nothing
                """,
                version.kind(),
                version.version(),
                version.document(),
                new Values("text", facts.toArray()),
                version.sha256(),
                catalogueSha256,
                version.material(),
                new Values("text", version.reasons().toArray()),
                version.createdAt(),
                version.effectiveAt().map(Instant::toString).orElse(null));
    }

    void activate(String kind, int version, Instant from) {
        Sql.update(
                database,
                "update compliance.policy_version set effective_at = ? where kind = ? and version = ? and effective_at is null",
                from,
                kind,
                version);
    }

    /** The newest version that counts at that moment. */
    Optional<Version> effective(PolicyKind kind, Instant at) {
        return one("where kind = ? and effective_at <= ? order by version desc limit 1", kind.code(), at);
    }

    Optional<Version> find(PolicyKind kind, int version) {
        return one("where kind = ? and version = ?", kind.code(), version);
    }

    /** Newest first; there are as many as changes. */
    List<Version> all(PolicyKind kind) {
        return Sql.query(
                database,
                "select " + COLUMNS + "where kind = ? order by version desc",
                PolicyVersions::version,
                kind.code());
    }

    /** Versions that wait until everybody was told. */
    List<Version> pending() {
        return Sql.query(
                database,
                "select " + COLUMNS + "where effective_at is null order by kind, version",
                PolicyVersions::version);
    }

    private Optional<Version> one(String where, Object... parameters) {
        return Sql.query(database, "select " + COLUMNS + where, PolicyVersions::version, parameters).stream()
                .findFirst();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getString("kind"),
                row.getInt("version"),
                row.getString("document"),
                row.getString("sha256"),
                row.getBoolean("material"),
                texts(row, 6),
                Sql.instant(row, "created_at"),
                Optional.ofNullable(Sql.instant(row, "effective_at")));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
