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
 * @param from where, seen from now, rows are written
 * @param ahead how much room is kept beyond that
 * @param keep how long a partition stays after its upper bound
 */
record PartitionedStore(DataSource database, String name, Duration width, Duration from, Duration ahead, Duration keep)
        implements RetainedStore {

    @Override
    public int prepare(Instant now) {
        int made = 0;
        Instant lower = floor(now.plus(from));
        for (Instant end = now.plus(from).plus(ahead); lower.isBefore(end); lower = lower.plus(width)) {
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
    public List<String> endedUnits(Instant now) {
        return Sql.query(
                database,
                "select partition from inference.partitions where store = ? and upper_bound <= ? order by upper_bound",
                row -> row.getString(1),
                name,
                now.minus(keep));
    }

    @Override
    public void drop(String unit, Instant now) {
        boolean there = !Sql.query(
                        database, "select 1 from inference.partitions where partition = ?", row -> row.getInt(1), unit)
                .isEmpty();
        if (there) {
            Sql.query(
                    database, "select inference.drop_partition(?, ?)", row -> row.getObject(1), unit, now.minus(keep));
        }
    }

    private Instant floor(Instant instant) {
        long seconds = width.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
