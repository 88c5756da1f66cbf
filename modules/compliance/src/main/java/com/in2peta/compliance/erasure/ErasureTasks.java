package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of {@code request_task}. What is written here is written in the transaction of the work itself, so that a count is never ahead of it
 * nor behind.
 */
final class ErasureTasks {

    /**
     * One task.
     *
     * @param reason why rows stay, or what a processor answered
     */
    record Task(
            String element,
            String action,
            String state,
            long expected,
            long affected,
            long retained,
            Optional<String> reason,
            Optional<LocalDate> until) {

        boolean isPlanned() {
            return state.equals("planned");
        }

        boolean isOver() {
            return state.equals("done") || state.equals("retained");
        }
    }

    private static final String OF = " where request_id = ? and element = ? and action = ?";

    private ErasureTasks() {}

    /** Adds a task behind those that are there; one that is there stays as it is. */
    static void plan(Connection connection, UUID request, String element, String action, long expected)
            throws SQLException {
        Sql.update(connection, """
                insert into compliance.request_task (request_id, seq, element, action, expected)
                select ?, coalesce(max(seq), 0) + 1, ?, ?, ? from compliance.request_task where request_id = ?
                having count(*) filter (where element = ? and action = ?) = 0
                """, request, element, action, expected, request, element, action);
    }

    /** In their order. */
    static List<Task> all(Connection connection, UUID request) throws SQLException {
        return Sql.query(connection, """
                select element, action, state, expected, affected, retained, reason, retained_until
                from compliance.request_task where request_id = ? order by seq
                """, ErasureTasks::task, request);
    }

    static Task find(Connection connection, UUID request, String element, String action) throws SQLException {
        return Sql.query(
                        connection,
                        "select element, action, state, expected, affected, retained, reason, retained_until"
                                + " from compliance.request_task" + OF,
                        ErasureTasks::task,
                        request,
                        element,
                        action)
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no task for " + element));
    }

    /** A new attempt: from here on, what is there now and what went before are what is expected. */
    static void begin(Connection connection, UUID request, String element, String action, long present, Instant now)
            throws SQLException {
        Sql.update(connection, """
                update compliance.request_task
                set state = 'running', attempts = attempts + 1, expected = affected + retained + ?, error_code = null,
                    started_at = coalesce(started_at, ?)""" + OF, present, now, request, element, action);
    }

    static void affected(Connection connection, UUID request, String element, String action, long more)
            throws SQLException {
        Sql.update(
                connection,
                "update compliance.request_task set affected = affected + ?" + OF,
                more,
                request,
                element,
                action);
    }

    /** Done when nothing is left and everything that was expected went; false when the counts say something else. */
    static boolean end(Connection connection, UUID request, String element, String action, long remaining, Instant now)
            throws SQLException {
        return Sql.query(
                        connection,
                        """
                        update compliance.request_task
                        set remaining = ?, ended_at = ?,
                            state = case when ? = 0 and affected + retained = expected then 'done' else 'failed' end,
                            error_code = case when ? = 0 and affected + retained = expected then null else 'counts-differ' end
                        """ + OF + " returning state = 'done'",
                        row -> row.getBoolean(1),
                        remaining,
                        now,
                        remaining,
                        remaining,
                        request,
                        element,
                        action)
                .get(0);
    }

    /** Rows that stay, and why. */
    static void retained(
            Connection connection,
            UUID request,
            String element,
            String action,
            long rows,
            String reason,
            Optional<LocalDate> until,
            Instant now)
            throws SQLException {
        Sql.update(
                connection,
                """
                update compliance.request_task
                set state = 'retained', expected = ?, retained = ?, affected = 0, remaining = 0, attempts = attempts + 1, reason = ?,
                    retained_until = ?::date, started_at = coalesce(started_at, ?), ended_at = ?, error_code = null""" + OF,
                rows,
                rows,
                reason,
                until.map(LocalDate::toString).orElse(null),
                now,
                now,
                request,
                element,
                action);
    }

    /** What is not rows: done, with what was counted and what was said. */
    static void done(
            Connection connection,
            UUID request,
            String element,
            String action,
            long count,
            Optional<String> said,
            Instant now)
            throws SQLException {
        Sql.update(connection, """
                update compliance.request_task
                set state = 'done', expected = ?, affected = ?, remaining = 0, attempts = attempts + 1, reason = ?,
                    started_at = coalesce(started_at, ?), ended_at = ?, error_code = null""" + OF, count, count, said.orElse(null), now, now, request, element, action);
    }

    /** Not done yet; the code says why. */
    static void waits(
            Connection connection, UUID request, String element, String action, String state, String code, Instant now)
            throws SQLException {
        Sql.update(connection, """
                update compliance.request_task
                set state = ?, attempts = attempts + 1, error_code = ?, started_at = coalesce(started_at, ?)""" + OF, state, code, now, request, element, action);
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getString("element"),
                row.getString("action"),
                row.getString("state"),
                row.getLong("expected"),
                row.getLong("affected"),
                row.getLong("retained"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getObject("retained_until", LocalDate.class)));
    }
}
