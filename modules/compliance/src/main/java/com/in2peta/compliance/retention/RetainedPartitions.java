package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue.Owner;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Policy.Rule;
import com.in2peta.kernel.retention.RetainedStore;
import com.in2peta.kernel.retention.RetainedStore.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A table that is dropped in whole partitions. Rows under a hold are copied out in the transaction that drops. */
public final class RetainedPartitions implements Retained {

    private static final Duration AHEAD = Duration.ofDays(1);

    private final DataSource database;
    private final HoldTable holds;
    private final RetainedStore store;
    private final Table described;
    private final Duration keeps;
    private final String anchor;

    RetainedPartitions(DataSource database, HoldTable holds, RetainedStore store, Table described, Rule rule) {
        this.database = database;
        this.holds = holds;
        this.store = store;
        this.described = described;
        this.keeps = rule.duration();
        this.anchor = described.anchor().orElseThrow();
    }

    @Override
    public String table() {
        return store.table();
    }

    @Override
    public String rule() {
        return described.rule().orElseThrow();
    }

    @Override
    public Due due(Instant asOf) {
        long rows = 0;
        long heldRows = 0;
        List<Unit> units = store.endedUnits(asOf);
        HoldFilter held = held(asOf);
        for (Unit unit : units) {
            Due due = Sql.query(
                            database,
                            "select count(*), count(*) filter (where " + held.sql() + ")" + within(),
                            row -> new Due(row.getLong(1) - row.getLong(2), row.getLong(2), 1),
                            held.before(unit.lower(), unit.upper()))
                    .get(0);
            rows += due.rows();
            heldRows += due.held();
        }
        return new Due(rows, heldRows, units.size());
    }

    @Override
    public List<Piece> pieces(Instant asOf) {
        return store.endedUnits(asOf).stream()
                .map(unit -> new Piece(table(), unit.name(), Optional.of(unit.lower()), unit.upper(), asOf))
                .toList();
    }

    @Override
    public long destroy(Piece piece) {
        Unit unit = new Unit(piece.unit(), piece.from().orElseThrow(), piece.until());
        HoldFilter held = held(piece.asOf());
        long rows = Retained.number(database, "select count(*)" + within(), unit.lower(), unit.upper());
        long copied = held.sql().equals("false") || rows == 0 ? 0 : copyOut(unit, held);
        store.drop(unit, piece.asOf());
        return rows - copied;
    }

    private long copyOut(Unit unit, HoldFilter held) {
        String organization = described
                .owner()
                .flatMap(Owner::organization)
                .map(column -> "t." + column)
                .orElse("null::uuid");
        return Sql.update(
                database,
                "insert into compliance.held_row (organization_id, table_name, event_at, content) select "
                        + organization + ", '"
                        + table() + "', t." + anchor + " - make_interval(secs => "
                        + store.lead().toSeconds()
                        + "), to_jsonb(t)" + within() + " and " + held.sql(),
                held.after(unit.lower(), unit.upper()));
    }

    @Override
    public Optional<Duration> overdue(Instant now) {
        Instant cutoff = now.minus(keeps.minus(store.lead()));
        return Sql.query(
                        database,
                        "select min(t." + anchor + ") as oldest from " + table() + " t where t." + anchor + " < ?",
                        row -> Optional.ofNullable(Sql.instant(row, "oldest")),
                        cutoff)
                .get(0)
                .map(oldest -> Duration.between(oldest, cutoff));
    }

    @Override
    public boolean isAhead(Instant now) {
        return Retained.number(
                        database,
                        "select count(*) from (select from " + table() + " t where t." + anchor + " > ? limit 1) ahead",
                        now.plus(store.lead()).plus(AHEAD))
                > 0;
    }

    private String within() {
        return " from " + table() + " t where t." + anchor + " >= ? and t." + anchor + " < ?";
    }

    private HoldFilter held(Instant asOf) {
        return HoldFilter.of(
                holds.over(table(), asOf), described.owner().flatMap(Owner::organization), anchor, store.lead());
    }
}
