package com.in2peta.kernel.limit;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Counts in the database, so that all nodes count together and a restart forgets nothing: for what is rare. A window begins with the first
 * use after the last one ended. The rates of requests are not here: the web module holds them in memory.
 */
@ApplicationScoped
public class RateLimits {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    /** Counts one more use, in the caller's transaction where there is one; false when it is one too many. */
    public boolean admit(RateLimit limit, UUID subject) {
        Instant now = clock.instant();
        Instant windowBegan = now.minus(limit.window());
        return Sql.query(database, """
                insert into kernel.rate_limit as r (name, subject, began_at, used) values (?, ?, ?, 1)
                on conflict (subject, name) do update set
                    began_at = case when r.began_at <= ? then excluded.began_at else r.began_at end,
                    used = case when r.began_at <= ? then 1 else r.used + 1 end
                returning used
                """, row -> row.getInt(1), limit.code(), subject, now, windowBegan, windowBegan)
                        .get(0)
                <= limit.most();
    }

    /** Starts anew, after a success. */
    public void forget(RateLimit limit, UUID subject) {
        Sql.update(database, "delete from kernel.rate_limit where subject = ? and name = ?", subject, limit.code());
    }
}
