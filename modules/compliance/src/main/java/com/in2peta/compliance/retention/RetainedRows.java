package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.Catalogue.Owner;
import com.in2peta.kernel.privacy.Catalogue.Table;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A table whose rows are deleted one by one when the time of its rule is over. The time counts from the anchor, unless that holds the end
 * itself; a row without one has not begun. Ranges are cut along the anchor, so that no transaction walks over what another one has deleted.
 */
public final class RetainedRows implements Retained {

    /** What one transaction deletes: a few milliseconds, for which a caller may have to wait. */
    static final int RANGE = 1_000;

    private static final Duration AHEAD = Duration.ofDays(1);

    private final DataSource database;
    private final HoldTable holds;
    private final String table;
    private final Table described;
    private final String rule;
    private final TemporalAmount keeps;
    private final String anchor;
    /** When the time of a row began. */
    private final String event;

    RetainedRows(DataSource database, HoldTable holds, String table, Table described, Rule rule) {
        this.database = database;
        this.holds = holds;
        this.table = table;
        this.described = described;
        this.rule = described.rule().orElseThrow();
        this.keeps = described.endsAtAnchor() ? Period.ZERO : rule.period();
        this.anchor = described.anchor().orElseThrow();
        this.event = described.endsAtAnchor() ? described.since().orElseThrow() : anchor;
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public Due due(Instant asOf) {
        HoldFilter held = held(asOf);
        return Sql.query(
                        database,
                        "select count(*), count(*) filter (where " + held.sql() + ")" + due(),
                        row -> new Due(row.getLong(1) - row.getLong(2), row.getLong(2), 0),
                        held.before(cutoff(asOf)))
                .get(0);
    }

    @Override
    public List<Piece> pieces(Instant asOf) {
        HoldFilter held = held(asOf);
        List<Instant> ends = new ArrayList<>(Sql.query(
                database,
                "select until from (select t." + anchor + " as until, row_number() over (order by t." + anchor
                        + ") as n" + due() + " and not " + held.sql() + ") ranges where n % " + RANGE
                        + " = 0 order by until",
                row -> Sql.instant(row, "until"),
                held.after(cutoff(asOf))));
        List<Piece> pieces = new ArrayList<>();
        Optional<Instant> from = Optional.empty();
        for (Instant end : ends) {
            pieces.add(piece(from, end, asOf));
            from = Optional.of(end);
        }
        pieces.add(piece(from, cutoff(asOf), asOf));
        return pieces;
    }

    private Piece piece(Optional<Instant> from, Instant until, Instant asOf) {
        return new Piece(table, until.toString(), from, until, asOf);
    }

    /** The holds are read again for each piece: one that was opened meanwhile counts. */
    @Override
    public long destroy(Piece piece) {
        HoldFilter held = held(piece.asOf());
        String from = piece.from().isPresent() ? " and t." + anchor + " > ?" : "";
        List<Object> parameters = new ArrayList<>(List.of(cutoff(piece.asOf()), piece.until()));
        piece.from().ifPresent(parameters::add);
        return Sql.update(
                database,
                "delete" + due() + " and t." + anchor + " <= ?" + from + " and not " + held.sql(),
                held.after(parameters.toArray()));
    }

    @Override
    public Optional<Duration> overdue(Instant now) {
        HoldFilter held = held(now);
        return Sql.query(
                        database,
                        "select min(t." + anchor + ") as oldest" + due() + " and not " + held.sql(),
                        row -> Optional.ofNullable(Sql.instant(row, "oldest")),
                        held.after(cutoff(now)))
                .get(0)
                .map(oldest -> Duration.between(oldest, cutoff(now)));
    }

    @Override
    public boolean isAhead(Instant now) {
        return Retained.number(
                        database,
                        "select count(*) from (select from " + table + " t where t." + event + " > ? limit 1) ahead",
                        now.plus(AHEAD))
                > 0;
    }

    @Override
    public long size() {
        long estimate =
                Retained.number(database, "select reltuples::bigint from pg_class where oid = to_regclass(?)", table);
        // A table that was never analysed has no estimate.
        return estimate > 0 ? estimate : Retained.number(database, "select count(*) from " + table);
    }

    private String due() {
        return " from " + table + " t where t." + anchor + " < ?"
                + described
                        .condition()
                        .map(condition -> " and (" + condition + ")")
                        .orElse("");
    }

    private HoldFilter held(Instant asOf) {
        return HoldFilter.of(
                holds.over(table, asOf), described.owner().flatMap(Owner::organization), event, Duration.ZERO);
    }

    /** Counted in UTC; a period of months or years that ends on a day that does not exist ends a day late and never early. */
    private Instant cutoff(Instant asOf) {
        return asOf.atOffset(ZoneOffset.UTC).minus(keeps).toInstant();
    }
}
