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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    @Any
    Instance<PersonalCopies> copies;

    /** Of no effect when the plan was made before: what went since is not planned again. */
    public void plan(ErasureRun run, ErasurePlan plan) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            if (!ErasureTasks.all(connection, run.requestId()).isEmpty()) {
                return null;
            }
            UUID request = run.requestId();
            ErasureTasks.plan(connection, request, BALANCE, "settle", 0);
            for (String processor : catalogue.processors().keySet()) {
                ErasureTasks.plan(connection, request, processor, "processor", 0);
            }
            for (Deed deed : plan.all()) {
                ErasureTasks.plan(connection, request, deed.element(), deed.action(), deed.count(connection));
            }
            for (PersonalCopies copy : copies) {
                ErasureTasks.plan(connection, request, copy.name(), "delete", 0);
            }
            ErasureTasks.plan(connection, request, Farewells.ELEMENT, Farewells.ACTION, 0);
            ErasureTasks.plan(connection, request, KEYS, "shred", 0);
            ErasureTasks.plan(connection, request, RESIDUE, "scan", 0);
            return null;
        });
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
