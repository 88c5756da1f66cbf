package com.in2peta.kernel.outbox;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import javax.sql.DataSource;

/**
 * Hands due messages to their handlers: claims a few under a lease, works, deletes. Every node runs one; the lease and SKIP LOCKED keep
 * them apart. A message that keeps failing is tried with growing pauses and then left for a person to look at.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxRelay {

    static final Duration PERIOD = Duration.ofSeconds(1);
    static final int BATCH = 50;
    static final int MAX_ATTEMPTS = 20;
    static final Duration LEASE = Duration.ofSeconds(60);
    /** Of one lease: a handler that begins then ends before another node claims its message, also when a mail server is slow. */
    static final Duration LONGEST_WORK = Duration.ofSeconds(15);

    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());

    private record Message(UUID id, UUID organizationId, String topic, String payload, int attempts) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    @Any
    Instance<OutboxHandler> handlers;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private final Map<String, OutboxHandler> byTopic = new HashMap<>();
    private ScheduledFuture<?> relays;

    @PostConstruct
    void start() {
        handlers.forEach(handler -> byTopic.put(handler.topic(), handler));
        relays = recurring.every(PERIOD, "the outbox relay", this::relay);
    }

    @PreDestroy
    void stop() {
        relays.cancel(false);
    }

    private void relay() {
        List<Message> claimed;
        do {
            Instant begun = clock.instant();
            claimed = claim();
            for (int i = 0; i < claimed.size(); i++) {
                if (clock.instant().isAfter(begun.plus(LONGEST_WORK))) {
                    giveBack(claimed.subList(i, claimed.size()));
                    return;
                }
                deliver(claimed.get(i));
            }
        } while (claimed.size() == BATCH);
    }

    private List<Message> claim() {
        return Sql.query(
                database,
                """
                with due as (
                    select id from kernel.outbox where due_at <= ? and attempts < ?
                    order by due_at limit ? for update skip locked)
                update kernel.outbox o set due_at = ?, attempts = attempts + 1 from due where o.id = due.id
                returning o.id, o.organization_id, o.topic, o.payload, o.attempts
                """,
                row -> new Message(
                        row.getObject("id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("topic"),
                        row.getString("payload"),
                        row.getInt("attempts")),
                clock.instant(),
                MAX_ATTEMPTS,
                BATCH,
                clock.instant().plus(LEASE));
    }

    /** Nobody has tried them. */
    private void giveBack(List<Message> claimed) {
        Sql.update(
                database,
                "update kernel.outbox set due_at = ?, attempts = attempts - 1 where id = any (?)",
                clock.instant(),
                new Values("uuid", claimed.stream().map(Message::id).toArray()));
    }

    private void deliver(Message message) {
        OutboxHandler handler = byTopic.get(message.topic());
        try {
            if (handler == null) {
                throw new IllegalStateException("no handler for topic " + message.topic());
            }
            handler.handle(message.id(), message.organizationId(), message.payload());
        } catch (RuntimeException e) {
            String code = FailureCode.of(e);
            LOG.log(
                    Level.WARNING,
                    "outbox message {0} failed, attempt {1}: {2}",
                    message.id(),
                    message.attempts(),
                    code);
            Sql.update(
                    database,
                    "update kernel.outbox set due_at = ?, error_code = ? where id = ?",
                    clock.instant().plus(pause(message.attempts())),
                    code,
                    message.id());
            return;
        }
        Sql.update(database, "delete from kernel.outbox where id = ?", message.id());
    }

    /** 2 s, 4 s, 8 s … up to an hour. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
