package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import com.in2peta.compliance.evidence.Certificates;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything that ends a case, in one transaction: it is closed with its certificate, or it is open and knows whom it is about. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Closing {

    @Inject
    Certificates certificates;

    @Inject
    Evidence evidence;

    @Inject
    Catalogue catalogue;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    public void close(ErasureRun run) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            List<Task> tasks = ErasureTasks.all(connection, run.requestId());
            if (tasks.isEmpty() || !tasks.stream().allMatch(Task::isOver)) {
                throw new IllegalStateException("the erasure is not complete");
            }
            tombstone(connection, tasks, run);
            evidence.append(Entry.bySystem(
                    EvidenceKind.ERASE,
                    run.requestId().toString(),
                    Map.of("tasks", tasks.size(), "catalogue_sha256", catalogue.sha256())));
            UUID certificate = certificates
                    .issue(run.requestId(), ErasureCertificate.body(run, tasks, catalogue.sha256()))
                    .id();
            forget(connection, run, certificate);
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
    private static void forget(Connection connection, ErasureRun run, UUID certificate) throws SQLException {
        Sql.update(
                connection,
                """
                update compliance.request
                set outcome = case when state = 'closed' then outcome when id = ? then 'done' else 'canceled' end,
                    closed_at = case when state = 'closed' then closed_at else ? end, state = 'closed',
                    certificate_id = case when id = ? then ? else certificate_id end, person_id = null, organization_id = null, contact = null, version = version + 1
                where person_id = ? or organization_id = ?
                """,
                run.requestId(),
                run.now(),
                run.requestId(),
                certificate,
                run.who().personId(),
                run.who().organizationId());
    }
}
