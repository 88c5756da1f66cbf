package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.TaskView;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What the jobs wrote down about a request. */
@ApplicationScoped
class TaskTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /**
     * Whether a job has written down what it will do, from where on nobody takes the request back. The lock on the request, until the end of the
     * transaction, keeps a job from doing so meanwhile.
     */
    boolean isBegun(UUID requestId) {
        Sql.query(database, "select id from compliance.request where id = ? for update", row -> true, requestId);
        return !Sql.query(
                        database,
                        "select seq from compliance.request_task where request_id = ? limit 1",
                        row -> true,
                        requestId)
                .isEmpty();
    }

    List<TaskView> tasks(UUID requestId) {
        return Sql.query(
                database,
                """
                select element, action, state, expected, affected, retained, reason, retained_until
                from compliance.request_task where request_id = ? order by seq
                """,
                row -> new TaskView(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        Optional.ofNullable(row.getString(7)),
                        Optional.ofNullable(row.getObject(8, LocalDate.class))),
                requestId);
    }
}
