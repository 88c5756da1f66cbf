package com.in2peta.kernel.time;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** The clock that all nodes share, to check a node's own against. */
@ApplicationScoped
public class DatabaseClock {

    /** What a node's clock may differ by. */
    public static final Duration MOST_DRIFT = Duration.ofMinutes(1);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clocks clocks;

    /**
     * The database's time, moved as far as this node's was moved on purpose.
     *
     * @throws DatabaseFailure when the database does not answer
     */
    public Instant now() {
        return Sql.query(database, "select clock_timestamp() as now", row -> Sql.instant(row, "now"))
                .get(0)
                .plus(clocks.offset());
    }
}
