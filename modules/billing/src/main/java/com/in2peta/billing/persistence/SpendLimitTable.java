package com.in2peta.billing.persistence;

import com.in2peta.billing.api.SpendLimits.LimitView;
import com.in2peta.billing.api.SpendLimits.NewLimit;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
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

/** Limits of what is spent, and what their periods have seen. */
@ApplicationScoped
public class SpendLimitTable {

    /** A hard limit that leaves less than somebody wanted. */
    public record Below(String period, long mostMicros, long leftMicros) {}

    /** A limit of which so many per cent are spent by now, and who made it. */
    public record Reached(
            UUID limitId,
            UUID organizationId,
            UUID personId,
            int percent,
            String period,
            long mostMicros,
            String currency) {}

    private static final String VIEWS = """
            select l.id, l.api_key_id, l.currency, l.period, l.most, l.hard, l.created_at, coalesce(s.spent, 0) as spent, coalesce(s.reserved, 0) as reserved,
                date_trunc(l.period, ?::timestamptz, 'UTC') as starts_at
            from billing.spend_limit l
                left join billing.spending s on s.limit_id = l.id and s.starts_at = date_trunc(l.period, ?::timestamptz, 'UTC')
            """;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    /** False when there is one of the same kind. */
    public boolean add(UUID id, UUID organizationId, UUID personId, NewLimit limit, Instant now) {
        return Sql.update(
                        database,
                        """
                        insert into billing.spend_limit (id, organization_id, person_id, api_key_id, currency, period, most, hard, created_at)
                        values (?, ?, ?, ?::uuid, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        id,
                        organizationId,
                        personId,
                        limit.apiKeyId().orElse(null),
                        limit.currency(),
                        limit.period(),
                        limit.mostMicros(),
                        limit.hard(),
                        now)
                == 1;
    }

    public long count() {
        return Sql.query(database, "select count(*) from billing.spend_limit", row -> row.getLong(1))
                .get(0);
    }

    public boolean change(UUID id, long mostMicros) {
        return Sql.update(database, "update billing.spend_limit set most = ? where id = ?", mostMicros, id) == 1;
    }

    public boolean delete(UUID id) {
        return Sql.update(database, "delete from billing.spend_limit where id = ?", id) == 1;
    }

    public Optional<LimitView> find(UUID id, Instant now) {
        return Sql.query(database, VIEWS + " where l.id = ?", SpendLimitTable::view, now, now, id).stream()
                .findFirst();
    }

    public List<LimitView> list(Slice slice, Instant now) {
        return slice.newestFirst(Sql.query(
                database,
                VIEWS
                        + " where ?::uuid is null or l.id %s ? order by l.id %s limit ?"
                                .formatted(slice.comparison(), slice.order()),
                SpendLimitTable::view,
                now,
                now,
                slice.id().orElse(null),
                slice.id().orElse(null),
                slice.limit()));
    }

    /** The tightest first. */
    public List<Below> below(UUID organizationId, Optional<UUID> apiKeyId, String currency, long micros, Instant now) {
        return Sql.query(
                database,
                "select period, most, left_over from billing.limits_below(?, ?::uuid, ?, ?, ?)",
                row -> new Below(row.getString(1), row.getLong(2), row.getLong(3)),
                organizationId,
                apiKeyId.orElse(null),
                currency,
                micros,
                now);
    }

    /** Limits of whose present period another of these percentages is spent by now; each is answered once. */
    public List<Reached> reached(List<Integer> percentages, Instant now, int most) {
        return Sql.query(
                batchDatabase,
                """
                with due as (
                    select s.limit_id, s.starts_at, max(t.percent) as percent
                    from billing.spending s
                        join billing.spend_limit l on l.id = s.limit_id and s.starts_at = date_trunc(l.period, ?::timestamptz, 'UTC')
                        join unnest(?::int4[]) t (percent) on s.told < t.percent and s.spent::numeric * 100 >= l.most::numeric * t.percent
                    group by s.limit_id, s.starts_at order by s.limit_id limit ?
                )
                update billing.spending s set told = due.percent
                from due, billing.spend_limit l
                where s.limit_id = due.limit_id and s.starts_at = due.starts_at and s.told < due.percent and l.id = s.limit_id
                returning l.id, l.organization_id, l.person_id, due.percent, l.period, l.most, l.currency
                """,
                row -> new Reached(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getInt(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7)),
                now,
                new Values("int4", percentages.toArray()),
                most);
    }

    private static LimitView view(ResultSet row) throws SQLException {
        return new LimitView(
                row.getObject("id", UUID.class),
                new NewLimit(
                        Optional.ofNullable(row.getObject("api_key_id", UUID.class)),
                        row.getString("currency"),
                        row.getString("period"),
                        row.getLong("most"),
                        row.getBoolean("hard")),
                row.getLong("spent"),
                row.getLong("reserved"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "created_at"));
    }
}
