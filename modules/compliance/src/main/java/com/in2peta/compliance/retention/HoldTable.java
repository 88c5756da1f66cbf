package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The holds that count at a moment. */
public final class HoldTable {

    /** A hold that nobody confirmed counts for this long. */
    public static final Duration UNCONFIRMED = Duration.ofDays(7);

    private final DataSource database;

    public HoldTable(DataSource database) {
        this.database = database;
    }

    /** Until the end of the transaction nobody opens or releases one: a hold counts for what its opener was told that it counts for. */
    void lock() {
        Sql.update(database, "lock table compliance.legal_hold in share mode");
    }

    /** Those that can cover rows of a table. */
    List<Hold> over(String table, Instant now) {
        return all(now).stream()
                .filter(hold -> hold.table().isEmpty() || hold.table().get().equals(table))
                .toList();
    }

    List<Hold> all(Instant now) {
        return Sql.query(
                database,
                """
                select organization_id, table_name, starts_at, ends_at from compliance.legal_hold
                where released_at is null and (approved_at is not null or opened_at > ?)
                """,
                row -> new Hold(
                        Optional.ofNullable(row.getObject(1, UUID.class)),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(Sql.instant(row, "starts_at")),
                        Optional.ofNullable(Sql.instant(row, "ends_at"))),
                now.minus(UNCONFIRMED));
    }
}
