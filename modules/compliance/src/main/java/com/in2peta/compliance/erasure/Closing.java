package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything that ends a case, in one transaction: it is closed with its certificate, or it is open and knows whom it is about. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Closing {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    void close(ErasureRun run) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            List<Task> tasks = ErasureTasks.all(connection, run.requestId());
            if (tasks.isEmpty() || !tasks.stream().allMatch(Task::isOver)) {
                throw new IllegalStateException("the erasure is not complete");
            }
            tombstone(connection, tasks, run);
            forget(connection, run);
            return null;
        });
    }

    /** Its number is random and written nowhere else. */
    private static void tombstone(Connection connection, List<Task> tasks, ErasureRun run) throws SQLException {
        Object[] retained = tasks.stream()
                .filter(task -> task.state().equals("retained"))
                .map(Task::element)
                .toArray();
        Sql.update(
                connection,
                "insert into compliance.tombstone (token, erased_on, retained) values (?, (?::timestamptz at time zone 'UTC')::date, ?)",
                UUID.randomUUID(),
                run.now(),
                new Values("text", retained));
    }

    /** Every request of this person: this one is done, what else was open has nobody any more. */
    private static void forget(Connection connection, ErasureRun run) throws SQLException {
        Sql.update(
                connection,
                """
                update compliance.request
                set outcome = case when state = 'closed' then outcome when id = ? then 'done' else 'canceled' end,
                    closed_at = case when state = 'closed' then closed_at else ? end, state = 'closed',
                    person_id = null, organization_id = null, contact = null, version = version + 1
                where person_id = ? or organization_id = ?
                """,
                run.requestId(),
                run.now(),
                run.who().personId(),
                run.who().organizationId());
    }
}
