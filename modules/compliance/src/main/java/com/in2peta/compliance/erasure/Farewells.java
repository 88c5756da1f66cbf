package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.mail.Mailer;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The last mails, each ordered once and then awaited for a while. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Farewells {

    static final String ELEMENT = "mail";
    static final String ACTION = "notify";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LOOKS = 40;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    FarewellOrder order;

    /** Whether the mail has left, or has had time enough. */
    public boolean haveLeft(ErasureRun run) {
        Instant orderedAt = order.once(run);
        for (int look = 0; isWaiting(run.who().organizationId()); look++) {
            if (run.now().isAfter(orderedAt.plus(LONGEST))) {
                order.giveUp(run);
                return true;
            }
            if (look == LOOKS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private boolean isWaiting(UUID organizationId) {
        return !Sql.query(
                        database,
                        "select 1 from kernel.outbox where organization_id = ? and topic = 'mail' and payload::jsonb ->> 'template' = ?",
                        row -> row.getInt(1),
                        organizationId,
                        ErasureMail.NAME)
                .isEmpty();
    }

    /** In one transaction: that it was ordered, and the order. */
    @Stateless
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public static class FarewellOrder {

        @Resource(lookup = "jdbc/in2peta-batch")
        DataSource database;

        @Inject
        Mailer mailer;

        /** What cannot be delivered is not kept either. */
        public void giveUp(ErasureRun run) {
            Sql.with(database, connection -> {
                run.fence().require(connection);
                return Sql.update(
                        connection,
                        "delete from kernel.outbox where organization_id = ?",
                        run.who().organizationId());
            });
        }

        /** When it was ordered first. */
        public Instant once(ErasureRun run) {
            List<Instant> before = Sql.query(
                    database,
                    "select ended_at from compliance.request_task where request_id = ? and element = ? and state = 'done'",
                    row -> Sql.instant(row, "ended_at"),
                    run.requestId(),
                    ELEMENT);
            if (!before.isEmpty()) {
                return before.get(0);
            }
            Sql.with(database, connection -> {
                run.fence().require(connection);
                ErasureTasks.done(
                        connection, run.requestId(), ELEMENT, ACTION, 1, java.util.Optional.empty(), run.now());
                return null;
            });
            mailer.sendFromBatch(
                    run.who().organizationId(),
                    run.who().personId(),
                    ErasureMail.NAME,
                    Map.of("request", run.requestId().toString()));
            return run.now();
        }
    }
}
