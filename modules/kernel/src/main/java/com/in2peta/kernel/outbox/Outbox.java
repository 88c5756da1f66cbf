package com.in2peta.kernel.outbox;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.id.Ids;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes down, in the caller's transaction, what must happen once it has committed. */
@ApplicationScoped
public class Outbox {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    @Inject
    Clock clock;

    /** The payload holds ids and parameters, at most 4,000 characters, and never content, names or addresses. */
    public void add(UUID organizationId, String topic, String payload) {
        add(database, organizationId, topic, payload);
    }

    /** The same inside a transaction on {@code jdbc/in2peta-batch}. */
    public void addFromBatch(UUID organizationId, String topic, String payload) {
        add(batchDatabase, organizationId, topic, payload);
    }

    /** How many orders of a kind an organization has that have not been carried out, made since then. */
    public long waiting(UUID organizationId, String topic, Instant since) {
        return Sql.query(
                        batchDatabase,
                        "select count(*) from kernel.outbox where organization_id = ? and topic = ? and created_at >= ?",
                        row -> row.getLong(1),
                        organizationId,
                        topic,
                        since)
                .get(0);
    }

    private void add(DataSource pool, UUID organizationId, String topic, String payload) {
        Instant now = clock.instant();
        Sql.update(
                pool,
                "insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                Ids.next(clock),
                organizationId,
                topic,
                payload,
                now,
                now);
    }
}
