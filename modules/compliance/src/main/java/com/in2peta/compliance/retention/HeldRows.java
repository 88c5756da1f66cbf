package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Rows that were put aside for a hold go as soon as no hold covers them any more. */
final class HeldRows implements Retained {

    private static final String TABLE = "compliance.held_row";
    private static final int RANGE = 1_000;

    private final DataSource database;
    private final HoldTable holds;

    HeldRows(DataSource database, HoldTable holds) {
        this.database = database;
        this.holds = holds;
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String rule() {
        return "requests";
    }

    @Override
    public Due due(Instant asOf) {
        List<Object> parameters = new ArrayList<>();
        String free = free(holds.all(asOf), parameters);
        return Sql.query(
                        database,
                        "select count(*) filter (where " + free + "), count(*) from " + TABLE + " t",
                        row -> new Due(row.getLong(1), row.getLong(2) - row.getLong(1), 0),
                        parameters.toArray())
                .get(0);
    }

    @Override
    public List<Piece> pieces(Instant asOf) {
        List<Piece> pieces = new ArrayList<>();
        for (long rows = due(asOf).rows(); rows > 0; rows -= RANGE) {
            pieces.add(new Piece(TABLE, "released", Optional.empty(), asOf, asOf));
        }
        return pieces;
    }

    @Override
    public long destroy(Piece piece) {
        List<Object> parameters = new ArrayList<>();
        String free = free(holds.all(piece.asOf()), parameters);
        return Sql.update(
                database,
                "delete from " + TABLE + " where id in (select t.id from " + TABLE + " t where " + free + " limit "
                        + RANGE + ")",
                parameters.toArray());
    }

    /** What is released is destroyed by the next run; there is no time after it to be late by. */
    @Override
    public Optional<Duration> overdue(Instant now) {
        return Optional.empty();
    }

    private static String free(List<Hold> holds, List<Object> parameters) {
        if (holds.isEmpty()) {
            return "true";
        }
        parameters.add(HoldFilter.values("uuid", holds, Hold::organizationId));
        parameters.add(HoldFilter.values("text", holds, Hold::table));
        parameters.add(HoldFilter.values("timestamptz", holds, Hold::starts));
        parameters.add(HoldFilter.values("timestamptz", holds, Hold::ends));
        return """
                not exists (select from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                        h (organization_id, table_name, starts_at, ends_at)
                    where (h.organization_id is null or h.organization_id = t.organization_id)
                        and (h.table_name is null or h.table_name = t.table_name)
                        and (h.starts_at is null or t.event_at >= h.starts_at) and (h.ends_at is null or t.event_at < h.ends_at))
                """;
    }
}
