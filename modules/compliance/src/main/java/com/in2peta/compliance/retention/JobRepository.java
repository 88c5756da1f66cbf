package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the batch runtime keeps of old jobs, in the order of its foreign keys. Its times have no zone: they are compared in the session's,
 * which is the server's, and with an hour to spare, because clocks go back by one in autumn. What an open run would be restarted from stays.
 */
final class JobRepository implements Retained {

    private static final String TABLE = "batch.jbatchjobinstancedata";
    private static final int RANGE = 500;
    private static final String DUE = """
             from batch.jbatchjobinstancedata i
            where exists (select from batch.jbatchexecutioninstancedata e where e.jobinstanceid = i.jobinstanceid)
                and not exists (
                    select from batch.jbatchexecutioninstancedata e left join compliance.job_run r
                        on r.execution_id = e.jobexecid and r.state in ('running', 'parked')
                    where e.jobinstanceid = i.jobinstanceid
                        and (r.id is not null or coalesce(e.endtime, e.updatetime, e.createtime) >= (?::timestamptz - interval '1 hour')::timestamp))
            """;
    private static final String EXECUTIONS =
            "(select jobexecid from batch.jbatchexecutioninstancedata where jobinstanceid = any (?))";
    private static final String STEPS =
            "(select stepexecid from batch.jbatchstepexecutioninstancedata where jobexecid in " + EXECUTIONS + ")";

    private final DataSource database;
    private final Duration keeps;

    JobRepository(DataSource database, Rule rule) {
        this.database = database;
        this.keeps = rule.duration();
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String rule() {
        return "jobs";
    }

    @Override
    public Due due(Instant asOf) {
        return new Due(Retained.number(database, "select count(*)" + DUE, asOf.minus(keeps)), 0, 0);
    }

    @Override
    public List<Piece> pieces(Instant asOf) {
        List<Piece> pieces = new ArrayList<>();
        for (long rows = due(asOf).rows(); rows > 0; rows -= RANGE) {
            pieces.add(new Piece(TABLE, "jobs", Optional.empty(), asOf, asOf));
        }
        return pieces;
    }

    @Override
    public long destroy(Piece piece) {
        Values jobs = new Values(
                "bigint",
                Sql.query(
                                database,
                                "select i.jobinstanceid" + DUE + " order by i.jobinstanceid limit " + RANGE,
                                row -> row.getLong(1),
                                piece.asOf().minus(keeps))
                        .toArray());
        Sql.update(database, "delete from batch.jbatchstepstatus where id in " + STEPS, jobs);
        Sql.update(
                database, "delete from batch.jbatchstepexecutioninstancedata where jobexecid in " + EXECUTIONS, jobs);
        Sql.update(database, "delete from batch.jbatchexecutioninstancedata where jobinstanceid = any (?)", jobs);
        Sql.update(database, "delete from batch.jbatchjobstatus where id = any (?)", jobs);
        Sql.update(
                database,
                "delete from batch.jbatchcheckpointdata where split_part(id, ':', 1) = any ((?::bigint[])::text[])",
                jobs);
        return Sql.update(database, "delete from batch.jbatchjobinstancedata where jobinstanceid = any (?)", jobs);
    }

    @Override
    public Optional<Duration> overdue(Instant now) {
        return Optional.empty();
    }
}
