package com.in2peta.compliance.request;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds the requests that something has to be done about. */
@ApplicationScoped
class Due {

    private static final int MOST = 1_000;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Deadlines cannot be told when the clock went back, or when a row comes from the future: then nothing is done. */
    void requireForwardClock(Instant now) {
        boolean future = !Sql.query(
                        database, """
                        select 1 from compliance.job_run where job = ? and started_at > ?
                        union all select 1 from compliance.request where state <> 'closed' and received_at > ? limit 1
                        """, row -> row.getInt(1), SweepJob.NAME, now.plus(TOLERANCE), now.plus(TOLERANCE))
                .isEmpty();
        if (future) {
            throw new IllegalStateException("the clock went back");
        }
    }

    List<UUID> running() {
        return ids("state = 'running' and kind in ('access', 'portability', 'erasure', 'child')");
    }

    List<UUID> startable(Instant now) {
        return ids("""
                (state = 'cooling' and cooling_until <= ? or state = 'running' and kind in ('access', 'portability', 'erasure', 'child')
                    or state = 'blocked-by-hold' and details ->> 'blocked' = 'restriction-claims')
                """, now);
    }

    List<UUID> unverified(Instant now) {
        // Since the question was put, which is not when a mail arrived.
        return ids("""
                state in ('received', 'verifying') and (
                    select max(s.at) from compliance.request_step s
                    where s.request_id = request.id and s.code in ('received', 'verifying')) <= ?
                """, now.minus(Deadlines.VERIFICATION));
    }

    /** Those whose next alert of {@link DueSteps} is due. */
    List<UUID> alertable(Instant now) {
        return ids("""
                state <> 'closed' and alerted < 100 and received_at + (coalesce(extended_until, due_at) - received_at)
                    * case when alerted < 50 then 0.5 when alerted < 80 then 0.8 when alerted < 95 then 0.95 else 1 end <= ?
                """, now);
    }

    long overdue(Instant now) {
        return Sql.query(
                        database,
                        "select count(*) from compliance.request where state <> 'closed' and coalesce(extended_until, due_at) < ?",
                        row -> row.getLong(1),
                        now)
                .get(0);
    }

    /** What is due first comes first; the rest is left to the next sweep. */
    private List<UUID> ids(String condition, Object... parameters) {
        return Sql.query(
                database,
                "select id from compliance.request where " + condition
                        + " order by coalesce(extended_until, due_at) limit " + MOST,
                row -> row.getObject(1, UUID.class),
                parameters);
    }
}
