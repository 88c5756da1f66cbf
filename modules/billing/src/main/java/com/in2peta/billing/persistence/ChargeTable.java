package com.in2peta.billing.persistence;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;

/** What predictions cost, on its way into the books. */
@ApplicationScoped
public class ChargeTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Answers how many charges it took, at most so many; none while another node does it. */
    public int rollUp(Instant now, int most) {
        return Sql.query(database, "select billing.roll_up_charges(?, ?)", row -> row.getInt(1), now, most)
                .get(0);
    }

    /** Answers how many days it sealed. */
    public int sealDays(Instant now, int most) {
        return Sql.query(database, "select billing.seal_days(?, ?)", row -> row.getInt(1), now, most)
                .get(0);
    }

    /** Answers how many grants it emptied. */
    public int expireGrants(Instant now, int most) {
        return Sql.query(database, "select billing.expire_grants(?, ?)", row -> row.getInt(1), now, most)
                .get(0);
    }
}
