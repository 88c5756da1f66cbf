package com.in2peta.kernel.node;

import com.in2peta.kernel.database.Sql;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import javax.sql.DataSource;

/**
 * Says in the database that this node is alive, and counts who else is. A node that starts counts itself alone until its first beat; one
 * that died is counted until it has been silent for {@link #SILENCE}. While the database does not answer, the last count stands.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeRegister {

    static final Duration BEAT = Duration.ofSeconds(5);
    static final Duration SILENCE = Duration.ofSeconds(20);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Recurring recurring;

    @Inject
    LiveNodes live;

    private final UUID id = UUID.randomUUID();
    private ScheduledFuture<?> beats;

    @PostConstruct
    void start() {
        beats = recurring.every(BEAT, "the heartbeat of the node", this::beat);
    }

    @PreDestroy
    void stop() {
        beats.cancel(false);
        Sql.update(database, "delete from kernel.node where id = ?", id);
    }

    /** The parts of the statement see the table as it was before: the others are counted, and this one is added. */
    private void beat() {
        int others = Sql.query(database, """
                        with gone as (delete from kernel.node where seen_at < now() - make_interval(secs => ?)),
                            beat as (
                                insert into kernel.node (id, started_at, seen_at) values (?, now(), now())
                                on conflict (id) do update set seen_at = excluded.seen_at)
                        select count(*) from kernel.node where id <> ? and seen_at >= now() - make_interval(secs => ?)
                        """, row -> row.getInt(1), (double) SILENCE.toSeconds(), id, id, (double)
                        SILENCE.toSeconds())
                .get(0);
        live.count(others + 1);
    }
}
