package com.in2peta.inference.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Counts predictions that have not ended. */
@ApplicationScoped
public class InFlightTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** How many each organization has, counted up to a number. */
    public Map<UUID, Integer> count(Set<UUID> organizationIds, int most) {
        Map<UUID, Integer> counts = new HashMap<>();
        Sql.query(
                database,
                """
                select o.id, (select count(*) from (
                    select from inference.payload_inflight i where i.organization_id = o.id limit ?) counted)
                from unnest(?::uuid[]) o (id)
                """,
                row -> counts.put(row.getObject(1, UUID.class), row.getInt(2)),
                most,
                new Values("uuid", organizationIds.toArray()));
        return counts;
    }
}
