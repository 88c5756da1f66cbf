package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Who wants data kept for claims of her own (GDPR art. 18(1)(c)) and wants it erased as well, gets the first as long as the restriction lasts. It
 * is asked when the erasure begins; this is for a restriction that comes later.
 */
@ApplicationScoped
class ClaimsRestriction implements Obstacle {

    private static final String CODE = "restriction-claims";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public Optional<String> against(UUID personId, UUID organizationId) {
        return Sql.query(database, """
                        select 1 from compliance.request
                        where person_id = ? and kind = 'restriction' and details ->> 'ground' = 'claims'
                            and (state <> 'closed' or outcome = 'done') and not jsonb_exists(details, 'lifted')
                        """, row -> CODE, personId).stream().findFirst();
    }
}
