package com.in2peta.billing.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.retention.StatutoryRecords;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Orders of credit at the end of their time. The transfers that they gave rise to stay: balances are sums of them. */
@ApplicationScoped
public class CreditOrderRecords implements StatutoryRecords {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public String table() {
        return "billing.credit_order";
    }

    @Override
    public List<YearDue> due(Instant before, List<UUID> heldOrganizations) {
        return Sql.query(
                database,
                "select financial_year, due, held from billing.orders_due(?, ?)",
                row -> new YearDue(row.getObject(1, LocalDate.class), row.getLong(2), row.getLong(3)),
                before,
                new Values("uuid", heldOrganizations.toArray()));
    }

    @Override
    public long destroy(Instant before, List<UUID> heldOrganizations, int most) {
        return Sql.query(
                        database,
                        "select billing.destroy_orders(?, ?, ?)",
                        row -> row.getLong(1),
                        before,
                        new Values("uuid", heldOrganizations.toArray()),
                        most)
                .get(0);
    }
}
