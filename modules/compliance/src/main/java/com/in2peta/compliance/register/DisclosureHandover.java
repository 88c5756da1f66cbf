package com.in2peta.compliance.register;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes down that data is given out, before it is. */
@Stateless
public class DisclosureHandover {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    DisclosureTable table;

    @Inject
    RegisterEvidence evidence;

    @Inject
    Clock clock;

    /** Refuses when it is not approved any more. */
    public void sent(UUID id, UUID by) {
        table.lock(id).in("approved", "sent");
        Sql.update(
                database,
                "update compliance.disclosure set state = 'sent', sent_at = coalesce(sent_at, ?) where id = ?",
                clock.instant(),
                id);
        evidence.note(EvidenceKind.DISCLOSE, by, id, "sent");
    }
}
