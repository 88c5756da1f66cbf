package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Who wants data kept for claims of her own (GDPR art. 18(1)(c)) and wants it erased as well, gets the first as long as the restriction lasts.
 */
@ApplicationScoped
class ClaimsRestriction implements Obstacle {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public Optional<String> against(UUID personId, UUID organizationId) {
        return Sql.query(database, """
                        select 1 from compliance.request r
                        where r.person_id = ? and r.kind = 'restriction' and r.outcome = 'done' and r.details ->> 'ground' = 'claims'
                            and exists (select from kernel.closed_purpose c
                                where c.organization_id = ? and c.ground = 'restriction')
                        """, row -> "restricted-for-claims", personId, organizationId).stream()
                .findFirst();
    }
}
