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

    @Inject
    Clock clock;

    /** The payload holds ids and parameters, at most 4,000 characters, and never content, names or addresses. */
    public void add(UUID organizationId, String topic, String payload) {
        Instant now = clock.instant();
        Sql.update(
                database,
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
