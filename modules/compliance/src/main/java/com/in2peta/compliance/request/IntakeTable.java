package com.in2peta.compliance.request;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What was asked for without signing in. */
@ApplicationScoped
class IntakeTable {

    /** What a link stands for, and when it was asked for. */
    record Asked(UUID personId, String kind, Instant at) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    void add(UUID id, Optional<UUID> personId, String kind, Instant now, Instant expiresAt) {
        Sql.update(
                database,
                "insert into compliance.intake (id, person_id, kind, created_at, expires_at) values (?, ?::uuid, ?, ?, ?)",
                id,
                personId.map(UUID::toString).orElse(null),
                kind,
                now,
                expiresAt);
    }

    /** The link works from now on; one that was mailed before for the same does not any more. False when it is gone. */
    boolean arm(UUID id, byte[] digest) {
        return Sql.update(
                        database,
                        "update compliance.intake set token_sha256 = ? where id = ? and person_id is not null",
                        digest,
                        id)
                == 1;
    }

    /** Takes the link away, so that of two uses one finds it. */
    Optional<Asked> use(byte[] digest, Instant now) {
        return Sql.query(
                        database,
                        """
                        delete from compliance.intake where token_sha256 = ? and expires_at > ?
                        returning person_id, kind, created_at
                        """,
                        row -> new Asked(
                                row.getObject(1, UUID.class), row.getString(2), Sql.instant(row, "created_at")),
                        digest,
                        now)
                .stream()
                .findFirst();
    }

    /** Links that have ended, and rows of nobody once nobody can tell them from others by the work they made. */
    int removeEnded(Instant now, Instant nobodyBefore) {
        return Sql.update(
                database,
                "delete from compliance.intake where expires_at <= ? or person_id is null and created_at < ?",
                now,
                nobodyBefore);
    }
}
