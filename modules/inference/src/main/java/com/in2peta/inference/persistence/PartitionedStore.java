package com.in2peta.inference.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.retention.RetainedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * A table in time partitions. A partition has ended when its upper bound lies {@code keep} in the past; new ones are made for the time
 * ahead, and there is no default partition: a row that fits none is refused loudly.
 *
 * @param width what one partition holds
 * @param lead where, seen from now, rows are written
 * @param ahead how much room is kept beyond that
 * @param keep how long a partition stays after its upper bound
 */
public record PartitionedStore(
        DataSource database, String name, Duration width, Duration lead, Duration ahead, Duration keep)
        implements RetainedStore {

    static final Duration ROOM = Duration.ofDays(3);

    /** By the moment a payload ends: hidden to the second by every read, dropped when its whole hour has passed. */
    public static PartitionedStore payloads(DataSource database, Duration retention) {
        return new PartitionedStore(database, "payload", Duration.ofHours(1), retention, ROOM, Duration.ZERO);
    }

    /** By the day of the call. */
    public static PartitionedStore usageLog(DataSource database, Duration retention) {
        return new PartitionedStore(database, "usage_log", Duration.ofDays(1), Duration.ZERO, ROOM, retention);
    }

    @Override
    public String table() {
        return "inference." + name;
    }

    @Override
    public int prepare(Instant now) {
        int made = 0;
        Instant lower = floor(now.plus(lead));
        for (Instant end = now.plus(lead).plus(ahead); lower.isBefore(end); lower = lower.plus(width)) {
            made += Sql.query(
                                    database,
                                    "select inference.make_partition(?, ?, ?)",
                                    row -> row.getBoolean(1),
                                    name,
                                    lower,
                                    lower.plus(width))
                            .get(0)
                    ? 1
                    : 0;
        }
        return made;
    }

    @Override
    public List<String> reclaim() {
        return Sql.query(
                database,
                "select inference.reclaim_partitions(?, make_interval(secs => ?))",
                row -> row.getString(1),
                name,
                width.toSeconds());
    }

    @Override
    public List<Unit> endedUnits(Instant now) {
        return Sql.query(
                database,
                "select partition, lower_bound, upper_bound from inference.partitions"
                        + " where store = ? and upper_bound <= ? order by upper_bound",
                row -> new Unit(row.getString(1), Sql.instant(row, "lower_bound"), Sql.instant(row, "upper_bound")),
                name,
                now.minus(keep));
    }

    @Override
    public void drop(Unit unit, Instant now) {
        boolean there = !Sql.query(
                        database,
                        "select 1 from inference.partitions where partition = ?",
                        row -> row.getInt(1),
                        unit.name())
                .isEmpty();
        if (there) {
            Sql.query(
                    database,
                    "select inference.drop_partition(?, ?)",
                    row -> row.getObject(1),
                    unit.name(),
                    now.minus(keep));
        }
    }

    private Instant floor(Instant instant) {
        long seconds = width.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
