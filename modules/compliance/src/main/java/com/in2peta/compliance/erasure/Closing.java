package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import com.in2peta.compliance.evidence.Certificates;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.compliance.request.RequestProgress;
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
import java.util.Optional;
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

    @Inject
    RequestProgress progress;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    public void close(ErasureRun run) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            lockRequests(connection, run); // before the chain, as everybody does
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
            forget(connection, run);
            progress.done(run.requestId(), Optional.of(certificate));
            // What was ordered for a person whom nobody knows any more.
            Sql.update(
                    connection,
                    "delete from kernel.outbox where organization_id = ?",
                    run.who().organizationId());
            return null;
        });
    }

    private static void lockRequests(Connection connection, ErasureRun run) throws SQLException {
        Sql.query(
                connection,
                "select 1 from compliance.request where person_id = ? or organization_id = ? order by id for update",
                row -> row.getInt(1),
                run.who().personId(),
                run.who().organizationId());
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

    /** The other requests of this person: what was open has nobody any more. */
    private static void forget(Connection connection, ErasureRun run) throws SQLException {
        Sql.update(connection, """
                update compliance.request
                set outcome = coalesce(outcome, 'canceled'), closed_at = coalesce(closed_at, ?), state = 'closed',
                    person_id = null, organization_id = null, version = version + 1
                where (person_id = ? or organization_id = ?) and id <> ?
                """, run.now(), run.who().personId(), run.who().organizationId(), run.requestId());
    }
}
