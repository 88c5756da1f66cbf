package com.in2peta.billing.persistence;

import com.in2peta.billing.api.Payouts.PayeeView;
import com.in2peta.billing.api.Payouts.PayoutView;
import com.in2peta.billing.api.Payouts.RunView;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Payouts and their runs; every step of one is a function of the database, which books it in the same transaction. */
@ApplicationScoped
public class PayoutTable {

    private static final String PAYOUTS =
            "select id, organization_id, run_id, provider, amount_minor, currency, status, ended_at from billing.payout ";

    private static final String RUNS = """
            select r.id, r.currency, r.status, r.planned_by, r.planned_at, r.decided_by, r.decided_at, s.payouts, s.amount_minor
            from billing.payout_run r
                cross join lateral (select count(*) as payouts, coalesce(sum(p.amount_minor), 0) as amount_minor from billing.payout p
                    where p.run_id = r.id and p.status <> 'dropped') s
            """;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    public Optional<PayeeView> payee(UUID organizationId) {
        return Sql.query(
                        database,
                        "select provider, country, ready from billing.payee where organization_id = ?",
                        row -> new PayeeView(row.getString(1), row.getString(2), row.getBoolean(3)),
                        organizationId)
                .stream()
                .findFirst();
    }

    public void payTo(UUID organizationId, PayeeView payee, Instant now) {
        Sql.update(database, """
                insert into billing.payee (organization_id, provider, country, ready, created_at) values (?, ?, ?, ?, ?)
                on conflict (organization_id) do update
                set provider = excluded.provider, country = excluded.country, ready = excluded.ready
                """, organizationId, payee.provider(), payee.country(), payee.ready(), now);
    }

    public List<PayoutView> payouts(UUID organizationId, Slice slice) {
        return page(database, "organization_id", organizationId, slice);
    }

    public List<PayoutView> payoutsOf(UUID runId, Slice slice) {
        return page(batchDatabase, "run_id", runId, slice);
    }

    public Optional<PayoutView> payout(UUID payoutId) {
        return Sql.query(batchDatabase, PAYOUTS + "where id = ?", PayoutTable::payout, payoutId).stream()
                .findFirst();
    }

    public void plan(UUID runId, String currency, long leastMinor, UUID staff, Instant now) {
        Sql.query(
                batchDatabase,
                "select billing.plan_payouts(?, ?, ?, ?, ?)",
                row -> row.getInt(1),
                runId,
                currency,
                leastMinor,
                staff,
                now);
    }

    /** Answers {@code approved}, {@code declined}, {@code not-found}, {@code decided} or {@code same-person}. */
    public String decide(UUID runId, UUID staff, boolean approved, Instant now) {
        return Sql.query(
                        batchDatabase,
                        "select billing.decide_payouts(?, ?, ?, ?)",
                        row -> row.getString(1),
                        runId,
                        staff,
                        approved,
                        now)
                .get(0);
    }

    /** False when it was not under way. */
    public boolean end(UUID payoutId, boolean paid, Instant now) {
        return Sql.query(
                        batchDatabase,
                        "select billing.end_payout(?, ?, ?)",
                        row -> row.getBoolean(1),
                        payoutId,
                        paid,
                        now)
                .get(0);
    }

    public Optional<RunView> run(UUID runId) {
        return Sql.query(batchDatabase, RUNS + " where r.id = ?", PayoutTable::run, runId).stream()
                .findFirst();
    }

    public List<RunView> runs(Slice slice) {
        return slice.newestFirst(Sql.query(
                batchDatabase,
                RUNS
                        + " where ?::uuid is null or r.id %s ? order by r.id %s limit ?"
                                .formatted(slice.comparison(), slice.order()),
                PayoutTable::run,
                slice.id().orElse(null),
                slice.id().orElse(null),
                slice.limit()));
    }

    private static List<PayoutView> page(DataSource source, String column, UUID value, Slice slice) {
        return slice.newestFirst(Sql.query(
                source,
                PAYOUTS
                        + "where %s = ? and (?::uuid is null or id %s ?) order by id %s limit ?"
                                .formatted(column, slice.comparison(), slice.order()),
                PayoutTable::payout,
                value,
                slice.id().orElse(null),
                slice.id().orElse(null),
                slice.limit()));
    }

    private static PayoutView payout(ResultSet row) throws SQLException {
        return new PayoutView(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getString("provider"),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getString("status"),
                Optional.ofNullable(Sql.instant(row, "ended_at")));
    }

    private static RunView run(ResultSet row) throws SQLException {
        return new RunView(
                row.getObject("id", UUID.class),
                row.getString("currency"),
                row.getString("status"),
                row.getLong("payouts"),
                row.getLong("amount_minor"),
                Optional.ofNullable(row.getObject("planned_by", UUID.class)),
                Sql.instant(row, "planned_at"),
                Optional.ofNullable(row.getObject("decided_by", UUID.class)),
                Optional.ofNullable(Sql.instant(row, "decided_at")));
    }
}
