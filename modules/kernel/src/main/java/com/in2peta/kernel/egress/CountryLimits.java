package com.in2peta.kernel.egress;

import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.database.Tenancy;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Which countries an organization excludes; what it says counts on every node within seconds. */
@Stateless
public class CountryLimits {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    /** ISO 3166-1 codes in their order. */
    public List<String> of(UUID organizationId) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        return Sql.query(
                database, "select country from kernel.excluded_country order by country", row -> row.getString(1));
    }

    /** Replaces what was said before. */
    public void set(UUID organizationId, Set<String> countries) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        // Of two at once the later one counts as a whole.
        Sql.query(
                database,
                "select pg_advisory_xact_lock(hashtextextended(?, 1))",
                row -> true,
                organizationId.toString());
        Sql.update(database, "delete from kernel.excluded_country");
        Sql.update(
                database,
                "insert into kernel.excluded_country (organization_id, country, since) select ?, country, ? from unnest(?) country",
                organizationId,
                clock.instant(),
                new Values("text", countries.toArray()));
    }
}
