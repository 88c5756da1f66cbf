package com.in2peta.inference.persistence;

import com.in2peta.inference.domain.StoredFile;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Files in SQL. But for the machinery's own questions, within the caller's transaction and as far as row-level security shows them. */
@ApplicationScoped
public class FileTable {

    /** What an organization has uploaded. */
    public record Usage(long files, long bytes) {}

    private static final String FILES = """
            select id, organization_id, prediction_id, sealed_key, size, details, created_at, expires_at
            from inference.file where organization_id = ? and size is not null and expires_at > ?
            """;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** Lets the uploads of an organization be counted one after the other. */
    public void lock(UUID organizationId) {
        Sql.query(
                database,
                "select pg_advisory_xact_lock(hashtext('inference.file'), hashtext(?::text))",
                row -> true,
                organizationId);
    }

    public Usage usage(UUID organizationId, Instant now) {
        return Sql.query(database, """
                        select count(*), coalesce(sum(size), 0) from inference.file
                        where organization_id = ? and prediction_id is null and expires_at > ?
                        """, row -> new Usage(row.getLong(1), row.getLong(2)), organizationId, now)
                .get(0);
    }

    public void add(StoredFile file) {
        Sql.update(
                database,
                """
                insert into inference.file (id, organization_id, prediction_id, sealed_key, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                file.id(),
                file.organizationId(),
                file.predictionId().orElse(null),
                file.sealedKey(),
                file.createdAt(),
                file.expiresAt());
    }

    /** False when the row has gone meanwhile. */
    public boolean complete(StoredFile file) {
        return Sql.update(
                        database,
                        "update inference.file set size = ?, details = ? where id = ? and size is null",
                        file.size().orElseThrow(),
                        file.details().orElseThrow(),
                        file.id())
                == 1;
    }

    public void addChunk(StoredFile file, int seq, byte[] sealed) {
        Sql.update(
                database,
                "insert into inference.file_chunk (file_id, seq, organization_id, sealed_key, content) values (?, ?, ?, ?, ?)",
                file.id(),
                seq,
                file.organizationId(),
                file.sealedKey(),
                sealed);
    }

    public Optional<byte[]> chunk(UUID id, int seq) {
        return Sql.query(
                        database,
                        "select content from inference.file_chunk where file_id = ? and seq = ?",
                        row -> row.getBytes(1),
                        id,
                        seq)
                .stream()
                .findFirst();
    }

    /** Complete files among these ids that have not ended. */
    public List<StoredFile> find(UUID organizationId, Collection<UUID> ids, Instant now) {
        return Sql.query(
                database,
                FILES + " and id = any (?)",
                FileTable::read,
                organizationId,
                now,
                new Values("uuid", ids.toArray()));
    }

    /** Complete files that were uploaded, newest first. */
    public List<StoredFile> list(UUID organizationId, Slice slice, Instant now) {
        List<Object> parameters = new ArrayList<>(List.of(organizationId, now));
        String beyond = slice.id()
                .map(position -> {
                    parameters.add(position);
                    return " and id " + slice.comparison() + " ?";
                })
                .orElse("");
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                FILES + " and prediction_id is null" + beyond + " order by id " + slice.order() + " limit ?",
                FileTable::read,
                parameters.toArray()));
    }

    /** With all its content. */
    public boolean remove(UUID organizationId, UUID id) {
        return Sql.update(
                        database, "delete from inference.file where organization_id = ? and id = ?", organizationId, id)
                == 1;
    }

    /** Whose file it is, for who shows nothing but a link. */
    public Optional<UUID> owner(UUID id) {
        return Sql.query(
                        database,
                        "select inference.find_file_owner(?)",
                        row -> Optional.ofNullable(row.getObject(1, UUID.class)),
                        id)
                .get(0);
    }

    /** Hours whose key a file needs that is still there although its time is over: a legal hold keeps it. */
    Set<Instant> hoursOfEnded(Instant now) {
        return new HashSet<>(Sql.query(
                batchDatabase,
                "select distinct date_trunc('hour', expires_at, 'UTC') as at from inference.file where expires_at < ?",
                row -> Sql.instant(row, "at"),
                now));
    }

    private static StoredFile read(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                Optional.ofNullable(row.getObject("prediction_id", UUID.class)),
                row.getBytes("sealed_key"),
                OptionalLong.of(row.getLong("size")),
                Optional.of(row.getBytes("details")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "expires_at"));
    }
}
