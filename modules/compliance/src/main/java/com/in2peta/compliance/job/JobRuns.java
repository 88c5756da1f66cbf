package com.in2peta.compliance.job;

import com.in2peta.compliance.api.Jobs.RunView;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table of runs. Heartbeats are in the database's time, because the clocks of two nodes may differ. Who works on a run locks its row for
 * key share, which lets heartbeats and counts pass; a takeover locks it for update and skips it while it is locked: a run with a chunk
 * under way is not dead.
 */
@ApplicationScoped
public class JobRuns {

    /** A run as the runtime needs it. */
    record Claim(UUID id, String job, long fence, Optional<Long> executionId, boolean stopRequested) {}

    private static final String CLAIM = " returning r.id, r.job, r.fence, r.execution_id, r.stop_requested";
    private static final String VIEW = """
            select id, job, subject, dry_run, requested_by, state, exit_status, counts, started_at, ended_at
            from compliance.job_run
            """;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Empty when a run of the job about this subject is under way or parked. */
    Optional<Claim> begin(
            UUID id, String job, Optional<UUID> subject, boolean dryRun, Optional<UUID> requestedBy, Instant now) {
        return claims("""
                        insert into compliance.job_run as r (id, job, subject, dry_run, requested_by, state, started_at, heartbeat_at)
                        values (?, ?, ?::uuid, ?, ?::uuid, 'running', ?, now()) on conflict do nothing
                        """, id, job, text(subject), dryRun, text(requestedBy), now).stream()
                .findFirst();
    }

    void attach(Claim run, long executionId) {
        Sql.update(
                database,
                "update compliance.job_run set execution_id = ?, heartbeat_at = now() where id = ? and fence = ?",
                executionId,
                run.id(),
                run.fence());
    }

    /** The executions that are at work on this node; answers their runs. */
    List<Claim> beat(List<Long> executionIds) {
        return claims(
                "update compliance.job_run r set heartbeat_at = now() where state = 'running' and execution_id = any (?)",
                new Values("bigint", executionIds.toArray()));
    }

    /** Runs that have not been heard of for this long; of two nodes only one gets each. */
    List<Claim> takeOver(Duration silence) {
        return claims("""
                with silent as (
                    select id from compliance.job_run
                    where state = 'running' and heartbeat_at < now() - make_interval(secs => ?) for update skip locked)
                update compliance.job_run r set fence = fence + 1, heartbeat_at = now() from silent s where r.id = s.id
                """, silence.toSeconds());
    }

    /** Makes a run that is parked or has ended a running one again; empty when it is neither, or was active within {@code pause}. */
    Optional<Claim> reopen(UUID id, Duration pause) {
        return claims("""
                        update compliance.job_run r
                        set state = 'running', fence = fence + 1, heartbeat_at = now(), ended_at = null, exit_status = null,
                            stop_requested = false
                        where id = ? and state in ('parked', 'failed', 'stopped')
                            and heartbeat_at <= now() - make_interval(secs => ?)
                        """, id, pause.toSeconds()).stream().findFirst();
    }

    /** A parked run stops at once, a running one is asked to; empty when it is neither. */
    Optional<Claim> requestStop(UUID id, Instant now) {
        return claims("""
                        update compliance.job_run r
                        set stop_requested = true, state = case state when 'parked' then 'stopped' else state end,
                            ended_at = case state when 'parked' then ?::timestamptz end
                        where id = ? and state in ('running', 'parked')
                        """, now, id).stream().findFirst();
    }

    /** How a run ended; of no effect when somebody else has taken it over. */
    void end(UUID id, long fence, String state, Optional<String> exitStatus, Instant now) {
        Sql.update(database, """
                update compliance.job_run
                set state = ?, exit_status = ?, ended_at = case when ? = 'parked' then null else ?::timestamptz end, heartbeat_at = now()
                where id = ? and fence = ? and state = 'running'
                """, state, exitStatus.orElse(null), state, now, id, fence);
    }

    Optional<RunView> find(UUID id) {
        return views("where id = ?", id).stream().findFirst();
    }

    /** The run that stands in the way of a new one. */
    Optional<RunView> open(String job, Optional<UUID> subject) {
        return views(
                        "where job = ? and subject is not distinct from ?::uuid and state in ('running', 'parked')",
                        job,
                        text(subject))
                .stream()
                .findFirst();
    }

    /** Whether a run began within this time; one that began in what is now the future does not count. */
    boolean beganWithin(String job, Duration time, Instant now) {
        return !Sql.query(database, """
                        select 1 from compliance.job_run
                        where job = ? and not dry_run and started_at > ? and started_at <= ? limit 1
                        """, row -> row.getInt(1), job, now.minus(time), now)
                .isEmpty();
    }

    List<RunView> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> views(
                        "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                        id,
                        slice.limit()))
                .orElseGet(() -> views("order by id desc limit ?", slice.limit())));
    }

    /** The batch runtime restarts only what it knows to have failed; the process that ran this one cannot say so any more. */
    void markExecutionFailed(long executionId) {
        Sql.update(database, """
                update batch.jbatchexecutioninstancedata set batchstatus = 'FAILED', exitstatus = 'FAILED'
                where jobexecid = ? and batchstatus in ('STARTING', 'STARTED', 'STOPPING')
                """, executionId);
    }

    private List<Claim> claims(String sql, Object... parameters) {
        return Sql.query(
                database,
                sql + CLAIM,
                row -> new Claim(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        Optional.ofNullable(row.getObject(4, Long.class)),
                        row.getBoolean(5)),
                parameters);
    }

    private List<RunView> views(String where, Object... parameters) {
        return Sql.query(database, VIEW + where, JobRuns::view, parameters);
    }

    private static RunView view(ResultSet row) throws SQLException {
        return new RunView(
                row.getObject("id", UUID.class),
                row.getString("job"),
                Optional.ofNullable(row.getObject("subject", UUID.class)),
                row.getBoolean("dry_run"),
                Optional.ofNullable(row.getObject("requested_by", UUID.class)),
                row.getString("state"),
                Optional.ofNullable(row.getString("exit_status")),
                counts(row.getString("counts")),
                Sql.instant(row, "started_at"),
                Optional.ofNullable(Sql.instant(row, "ended_at")));
    }

    private static Map<String, Long> counts(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            Map<String, Long> counts = new TreeMap<>();
            reader.readObject().forEach((name, value) -> counts.put(name, ((JsonNumber) value).longValueExact()));
            return counts;
        }
    }

    private static String text(Optional<UUID> id) {
        return id.map(UUID::toString).orElse(null);
    }
}
