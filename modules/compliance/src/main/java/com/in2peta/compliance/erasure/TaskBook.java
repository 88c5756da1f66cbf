package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.erasure.PersonalCopies;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Plans and ends the tasks that are not rows of tables, each in a transaction of its own under the fence. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TaskBook {

    static final String BALANCE = "money";
    static final String KEYS = "keys";
    static final String RESIDUE = "residue";

    private static final String BETWEEN = " ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    @Any
    Instance<PersonalCopies> copies;

    /**
     * Adds what is not planned yet: all at first, later what a release brought. What is planned stays, with what went since; what a release took
     * away is over.
     */
    public void plan(ErasureRun run, ErasurePlan plan) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            UUID request = run.requestId();
            requireOpen(connection, request);
            Map<String, Long> wanted = wanted(connection, plan);
            for (Map.Entry<String, Long> task : wanted.entrySet()) {
                String[] name = task.getKey().split(BETWEEN);
                ErasureTasks.plan(connection, request, name[0], name[1], task.getValue());
            }
            for (Task task : ErasureTasks.all(connection, request)) {
                if (!task.isOver() && !wanted.containsKey(task.element() + BETWEEN + task.action())) {
                    ErasureTasks.done(
                            connection,
                            request,
                            task.element(),
                            task.action(),
                            task.affected(),
                            Optional.of("not in the catalogue any more"),
                            run.now());
                }
            }
            return null;
        });
    }

    /** The lock keeps it from being refused or taken back meanwhile. */
    private static void requireOpen(Connection connection, UUID request) throws SQLException {
        if (Sql.query(
                        connection,
                        "select id from compliance.request where id = ? and state <> 'closed' for share",
                        row -> true,
                        request)
                .isEmpty()) {
            throw new IllegalStateException("the request is closed");
        }
    }

    /** How many rows each task is expected to touch, in their order. */
    private Map<String, Long> wanted(Connection connection, ErasurePlan plan) throws SQLException {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put(BALANCE + BETWEEN + "settle", 0L);
        catalogue.processors().keySet().forEach(processor -> wanted.put(processor + BETWEEN + "processor", 0L));
        for (Deed deed : plan.all()) {
            wanted.put(deed.element() + BETWEEN + deed.action(), deed.count(connection));
        }
        copies.forEach(copy -> wanted.put(copy.name() + BETWEEN + "delete", 0L));
        wanted.put(Farewells.ELEMENT + BETWEEN + Farewells.ACTION, 0L);
        wanted.put(KEYS + BETWEEN + "shred", 0L);
        wanted.put(RESIDUE + BETWEEN + "scan", 0L);
        return wanted;
    }

    public List<Task> tasks(UUID request) {
        return Sql.with(database, connection -> ErasureTasks.all(connection, request));
    }

    public boolean isOver(ErasureRun run, String element, String action) {
        return Sql.with(
                database,
                connection -> ErasureTasks.find(connection, run.requestId(), element, action)
                        .isOver());
    }

    public void done(ErasureRun run, String element, String action, long count, Optional<String> said) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            ErasureTasks.done(connection, run.requestId(), element, action, count, said, run.now());
            return null;
        });
    }

    public void retained(ErasureRun run, String element, String action, String reason, Optional<Instant> until) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            Optional<LocalDate> day = until.map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC));
            ErasureTasks.retained(connection, run.requestId(), element, action, 0, reason, day, run.now());
            return null;
        });
    }

    public void waits(ErasureRun run, String element, String action, String state, String code) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            ErasureTasks.waits(connection, run.requestId(), element, action, state, code, run.now());
            return null;
        });
    }
}
