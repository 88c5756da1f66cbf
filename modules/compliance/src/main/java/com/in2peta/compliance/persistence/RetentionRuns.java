package com.in2peta.compliance.persistence;

import com.in2peta.compliance.api.Retention.RunView;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The runs of the retention job; at most one is running. */
@ApplicationScoped
public class RetentionRuns {

    /** A run whose process died. */
    public record Abandoned(UUID id, Optional<Long> executionId) {}

    private static final String VIEW =
            "select id, state, started_at, ended_at, units_made, units_dropped" + " from compliance.retention_run ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** False when another run is under way. */
    public boolean begin(UUID id, Optional<UUID> requestedBy, Instant now) {
        return Sql.update(database, """
                        insert into compliance.retention_run (id, requested_by, state, started_at, heartbeat_at)
                        values (?, ?::uuid, 'running', ?, ?) on conflict do nothing
                        """, id, requestedBy.map(UUID::toString).orElse(null), now, now) == 1;
    }

    public void attach(UUID id, long executionId, Instant now) {
        Sql.update(
                database,
                "update compliance.retention_run set execution_id = ?, heartbeat_at = ? where id = ?",
                executionId,
                now,
                id);
    }

    /** The run is alive, and has made and dropped this much more. */
    public void progress(UUID id, int made, int dropped, Instant now) {
        Sql.update(database, """
                update compliance.retention_run
                set heartbeat_at = ?, units_made = units_made + ?, units_dropped = units_dropped + ? where id = ?
                """, now, made, dropped, id);
    }

    public void end(UUID id, String state, Instant now) {
        Sql.update(
                database,
                "update compliance.retention_run set state = ?, ended_at = ? where id = ? and state = 'running'",
                state,
                now,
                id);
    }

    public Optional<RunView> running() {
        return Sql.query(database, VIEW + "where state = 'running'", RetentionRuns::view).stream()
                .findFirst();
    }

    public Optional<RunView> find(UUID id) {
        return Sql.query(database, VIEW + "where id = ?", RetentionRuns::view, id).stream()
                .findFirst();
    }

    /** Takes over a run that has not been heard of; of two nodes only one gets it. */
    public List<Abandoned> takeOver(Instant silentSince, Instant now) {
        return Sql.query(
                database,
                """
                update compliance.retention_run set heartbeat_at = ?
                where state = 'running' and heartbeat_at < ? returning id, execution_id
                """,
                row -> new Abandoned(row.getObject(1, UUID.class), Optional.ofNullable(row.getObject(2, Long.class))),
                now,
                silentSince);
    }

    /** The batch runtime restarts only what it knows to have failed; the process that ran this one cannot say so any more. */
    public void markExecutionFailed(long executionId) {
        Sql.update(database, """
                update batch.jbatchexecutioninstancedata set batchstatus = 'FAILED', exitstatus = 'FAILED'
                where jobexecid = ? and batchstatus in ('STARTING', 'STARTED', 'STOPPING')
                """, executionId);
    }

    private static RunView view(ResultSet row) throws SQLException {
        return new RunView(
                row.getObject("id", UUID.class),
                row.getString("state"),
                Sql.instant(row, "started_at"),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                row.getInt("units_made"),
                row.getInt("units_dropped"));
    }
}
