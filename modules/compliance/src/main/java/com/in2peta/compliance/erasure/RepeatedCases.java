package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Cases of people who had been erased and came back with a backup. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RepeatedCases {

    private static final Duration DUE = Duration.ofDays(1);

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    /** The request that came back with the person is taken up, in whatever state it was; without one there is a new one. */
    public UUID open(Entry entry, Fence fence, Instant now) {
        return Sql.with(database, connection -> {
            fence.require(connection);
            List<UUID> takenUp = Sql.query(
                    connection,
                    "update compliance.request set state = 'running', details = details || jsonb_build_object(?, 'true'),"
                            + " version = version + 1 where person_id = ? and kind = 'erasure' and state <> 'closed' returning id",
                    row -> row.getObject(1, UUID.class),
                    ErasureCases.REPEATED,
                    entry.personId());
            UUID id = takenUp.isEmpty() ? Ids.next(clock) : takenUp.get(0);
            if (takenUp.isEmpty()) {
                Sql.update(
                        connection,
                        """
                        insert into compliance.request (id, kind, regime, channel, person_id, organization_id, subject_ref, state, details, policy_version,
                            catalogue_sha256, received_at, verified_at, due_at)
                        select ?, 'erasure', 'gdpr', 'staff', ?, ?, sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'running', jsonb_build_object(?, 'true'),
                            coalesce((select max(version) from compliance.policy_version where kind = 'privacy'), 1), ?, ?, ?, ?
                        """,
                        id,
                        entry.personId(),
                        entry.organizationId(),
                        ErasureCases.REPEATED,
                        catalogue.sha256(),
                        now,
                        now,
                        now.plus(DUE));
            }
            return id;
        });
    }
}
