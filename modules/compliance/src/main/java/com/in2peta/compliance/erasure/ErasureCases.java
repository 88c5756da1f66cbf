package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The requests of the kind erasure, as far as the job moves them. */
@ApplicationScoped
class ErasureCases {

    /** A request that is not closed. */
    record Case(UUID id, UUID personId, UUID organizationId, Instant receivedAt) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Empty when it is closed: then everything has been done. */
    Optional<Case> open(UUID id) {
        return Sql.query(
                        database,
                        """
                        select id, person_id, organization_id, received_at from compliance.request
                        where id = ? and state <> 'closed' and kind in ('erasure', 'child')
                        """,
                        row -> new Case(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                Sql.instant(row, "received_at")),
                        id)
                .stream()
                .findFirst();
    }

    /** Where it stands; a request that is closed stays closed. */
    void move(UUID id, String state) {
        Sql.update(
                database,
                "update compliance.request set state = ?, version = version + 1 where id = ? and state not in (?, 'closed')",
                state,
                id,
                state);
    }

    /** Those that were begun, and have no run that is at work or was within the pause. */
    List<UUID> waiting(Duration pause) {
        return Sql.query(database, """
                select r.id from compliance.request r
                where r.kind in ('erasure', 'child') and r.state in ('running', 'waiting-processor', 'blocked-by-hold', 'failed')
                    and not exists (select from compliance.job_run j where j.job = ? and j.subject = r.id
                        and (j.state = 'running' or j.heartbeat_at > now() - make_interval(secs => ?)))
                order by r.id
                """, row -> row.getObject(1, UUID.class), ErasureJob.NAME, pause.toSeconds());
    }
}
