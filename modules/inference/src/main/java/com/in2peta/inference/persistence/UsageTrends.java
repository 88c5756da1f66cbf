package com.in2peta.inference.persistence;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.report.TrendReport;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Calls of the API by day and route. The role of its pool sees neither content nor persons, and nothing of who objected. */
@ApplicationScoped
class UsageTrends implements TrendReport {

    private static final int FAILURE = 500;

    @Resource(lookup = "jdbc/in2peta-analytics")
    DataSource database;

    @Inject
    InferenceConfig config;

    @Override
    public long refresh(Instant now) {
        return Sql.query(
                        database,
                        """
                        with fresh as materialized (
                            select (occurred_at at time zone 'UTC')::date as day, route, count(*) as calls,
                                count(*) filter (where status >= ?) as failed, count(distinct organization_id) as organizations,
                                (percentile_disc(0.5) within group (order by duration_micros))::bigint as median_micros
                            from inference.usage_log where occurred_at >= ? and occurred_at < ?
                            group by 1, 2 having count(distinct organization_id) >= ?
                        ), stale as (
                            delete from inference.usage_trend t
                            where not exists (select from fresh f where f.day = t.day and f.route = t.route)
                        ), written as (
                            insert into inference.usage_trend (day, route, calls, failed, organizations, median_micros)
                            select day, route, calls, failed, organizations, median_micros from fresh
                            on conflict (day, route) do update set calls = excluded.calls, failed = excluded.failed,
                                organizations = excluded.organizations, median_micros = excluded.median_micros
                            returning 1
                        )
                        select count(*) from written
                        """,
                        row -> row.getLong(1),
                        FAILURE,
                        now.minus(config.usageLogRetention()),
                        now,
                        config.trendGroup())
                .get(0);
    }

    @Override
    public List<Group> groups() {
        return Sql.query(
                database,
                """
                select day::text, route, calls, failed, organizations, median_micros from inference.usage_trend
                order by day desc, route
                """,
                row -> new Group(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getLong(6)));
    }
}
