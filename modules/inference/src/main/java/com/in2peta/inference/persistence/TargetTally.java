package com.in2peta.inference.persistence;

import com.in2peta.inference.api.TargetStatistics.Percentiles;
import com.in2peta.inference.api.TargetStatistics.TargetStatistic;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Outcomes and times of attempts, in quarters of an hour. */
@ApplicationScoped
public class TargetTally {

    private static final double BUCKETS_OF_A_DOUBLING = 4;

    /** With what the rows are put together by, and which. */
    private static final String SUMS = """
            with counted as (
                select %1$s, what, bucket, sum(attempts) as attempts from inference.target_tally where %2$s group by %1$s, what, bucket),
            ranked as (
                select c.*, sum(attempts) over (partition by %1$s, what order by bucket) as rank,
                    sum(attempts) over (partition by %1$s, what) as total
                from counted c)
            select %1$s,
                sum(attempts) filter (where what in ('succeeded', 'failed', 'timed_out', 'refused', 'lost')) as attempts,
                coalesce(sum(attempts) filter (where what = 'succeeded'), 0) as succeeded,
                coalesce(sum(attempts) filter (where what = 'failed'), 0) as failed,
                coalesce(sum(attempts) filter (where what = 'timed_out'), 0) as timed_out,
                coalesce(sum(attempts) filter (where what = 'refused'), 0) as refused,
                coalesce(sum(attempts) filter (where what = 'lost'), 0) as lost,
                min(bucket) filter (where what = 'queue' and rank >= 0.5 * total) as queue_p50,
                min(bucket) filter (where what = 'queue' and rank >= 0.95 * total) as queue_p95,
                min(bucket) filter (where what = 'cold_start' and rank >= 0.5 * total) as cold_start_p50,
                min(bucket) filter (where what = 'cold_start' and rank >= 0.95 * total) as cold_start_p95,
                min(bucket) filter (where what = 'run' and rank >= 0.5 * total) as run_p50,
                min(bucket) filter (where what = 'run' and rank >= 0.95 * total) as run_p95
            from ranked group by %1$s order by attempts desc, %1$s limit ?
            """;

    private static final String OF_MODEL = SUMS.formatted(
            "version_id, target, provider",
            "model_id = ? and slot >= date_bin('15 minutes', ?::timestamptz, '2000-01-01Z')");
    private static final String OF_PROVIDERS =
            SUMS.formatted("provider", "slot >= date_bin('15 minutes', ?::timestamptz, '2000-01-01Z')");

    /** More providers than there can be. */
    private static final int ALL = 1_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Counts what ended before that moment and was not counted yet, and forgets what is older than is kept; answers the number of attempts. */
    public long count(Instant before, Duration kept) {
        return Sql.query(
                        database,
                        "select inference.tally_targets(?, make_interval(secs => ?))",
                        row -> row.getLong(1),
                        before,
                        (double) kept.toSeconds())
                .get(0);
    }

    /** Of each target, those with the most attempts first. */
    public List<TargetStatistic> ofModel(UUID modelId, Instant since, int limit) {
        return Sql.query(
                database,
                OF_MODEL,
                row -> statistic(row, row.getString("version_id"), row.getInt("target")),
                modelId,
                since,
                limit);
    }

    /** Of each provider, over all models. */
    public List<TargetStatistic> ofProviders(Instant since) {
        return Sql.query(database, OF_PROVIDERS, row -> statistic(row, "", 0), since, ALL);
    }

    private static TargetStatistic statistic(ResultSet row, String version, int target) throws SQLException {
        return new TargetStatistic(
                version,
                target,
                row.getString("provider"),
                row.getLong("attempts"),
                row.getLong("succeeded"),
                row.getLong("failed"),
                row.getLong("timed_out"),
                row.getLong("refused"),
                row.getLong("lost"),
                percentiles(row, "queue"),
                percentiles(row, "cold_start"),
                percentiles(row, "run"));
    }

    private static Optional<Percentiles> percentiles(ResultSet row, String what) throws SQLException {
        int p50 = row.getInt(what + "_p50");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Percentiles(time(p50), time(row.getInt(what + "_p95"))));
    }

    /** The longest time of a bucket. */
    private static Duration time(int bucket) {
        return Duration.ofMillis(Math.round(Math.pow(2, bucket / BUCKETS_OF_A_DOUBLING)));
    }
}
