package com.in2peta.compliance.register;

import com.in2peta.compliance.api.Registers.RecordVersion;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What the record of processing has said. */
@ApplicationScoped
class RecordTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    boolean isNewest(String sha256) {
        return versions().stream()
                .findFirst()
                .filter(newest -> newest.sha256().equals(sha256))
                .isPresent();
    }

    /** Of two at once, one fails and is repeated. */
    int add(String csv, String jsonLd, String sha256, String catalogueSha256, Instant now) {
        return Sql.query(database, """
                        insert into compliance.processing_record (version, csv, json_ld, sha256, catalogue_sha256, made_at)
                        select coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?::timestamptz from compliance.processing_record
                        returning version
                        """, row -> row.getInt(1), csv, jsonLd, sha256, catalogueSha256, now)
                .get(0);
    }

    /** Newest first. */
    List<RecordVersion> versions() {
        return Sql.query(
                database,
                "select version, sha256, catalogue_sha256, made_at from compliance.processing_record order by version desc",
                row -> new RecordVersion(
                        row.getInt(1), row.getString(2), row.getString(3), Sql.instant(row, "made_at")));
    }

    Optional<String> csv(int version) {
        return text("csv", version);
    }

    Optional<String> jsonLd(int version) {
        return text("json_ld", version);
    }

    private Optional<String> text(String column, int version) {
        return Sql.query(
                        database,
                        "select " + column + " from compliance.processing_record where version = ?",
                        row -> row.getString(1),
                        version)
                .stream()
                .findFirst();
    }
}
