package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.Deed.Kind;
import com.in2peta.compliance.erasure.ErasureTasks.Task;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Carries out deeds, one range of rows in one transaction: rows and their count go together, under the fence. Each call is a transaction of its
 * own, because the threads of the batch runtime may or may not have one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RowEraser {

    /**
     * Large enough that the cost of a commit does not count, small enough that nobody waits for a lock on a row longer than a moment.
     */
    static final int ROWS = 20_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Counts what is expected, unless an attempt is under way that did. False when the task is over and nothing came after it. */
    public boolean begin(ErasureRun run, Deed deed) {
        return Sql.with(database, connection -> {
            run.fence().require(connection);
            Task task = ErasureTasks.find(connection, run.requestId(), deed.element(), deed.action());
            if (task.state().equals("running")) {
                return true;
            }
            long present = deed.count(connection);
            if (task.isOver() && present == 0) {
                return false;
            }
            ErasureTasks.begin(connection, run.requestId(), deed.element(), deed.action(), present, run.now());
            return true;
        });
    }

    /** Touches the next range and answers where it ended; empty when it was the last one. */
    public Optional<String> range(ErasureRun run, Deed deed, Optional<String> after) {
        return Sql.with(database, connection -> {
            run.fence().require(connection);
            Optional<String> upTo = deed.walk().isPresent() ? deed.bound(connection, after, ROWS) : Optional.empty();
            int affected = deed.apply(connection, after, upTo);
            ErasureTasks.affected(connection, run.requestId(), deed.element(), deed.action(), affected);
            // What was changed is found no more, so the next ones are the first that are left.
            return deed.kind() == Kind.FORGET && affected == ROWS ? Optional.of("") : upTo;
        });
    }

    /** Looks again with the same predicate. */
    public boolean end(ErasureRun run, Deed deed) {
        return Sql.with(database, connection -> {
            run.fence().require(connection);
            return ErasureTasks.end(
                    connection, run.requestId(), deed.element(), deed.action(), deed.count(connection), run.now());
        });
    }

    /** Counts what stays and says why. */
    public void keep(ErasureRun run, Deed deed) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            Task task = ErasureTasks.find(connection, run.requestId(), deed.element(), deed.action());
            if (!task.isOver()) {
                ErasureTasks.retained(
                        connection,
                        run.requestId(),
                        deed.element(),
                        deed.action(),
                        deed.count(connection),
                        deed.reason().orElseThrow(),
                        deed.until(run.now()),
                        run.now());
            }
            return null;
        });
    }
}
