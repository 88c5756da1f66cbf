package com.in2peta.inference.persistence;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;

/** Which predictions were counted as runs of their models. */
@ApplicationScoped
public class RunTally {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Counts what was created before that moment and was not counted yet, about so many rows at most; answers their number. */
    public long count(Instant before, int atMost) {
        return Sql.query(database, "select inference.count_runs(?, ?)", row -> row.getLong(1), before, atMost)
                .get(0);
    }
}
