package com.in2peta.billing.persistence;

import com.in2peta.billing.api.Earnings.Earned;
import com.in2peta.billing.api.Earnings.Line;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What creators have earned. */
@ApplicationScoped
public class EarningTable {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    public List<Earned> earned(UUID organizationId) {
        return Sql.query(
                database, """
                select a.currency, coalesce(sum(b.posted) filter (where a.kind = 'creator.reserve'), 0),
                    coalesce(sum(b.posted) filter (where a.kind = 'creator.payable'), 0)
                from billing.balance b join billing.account a on a.id = b.account_id
                where a.organization_id = ? and a.kind like 'creator.%' group by a.currency order by a.currency
                """, row -> new Earned(row.getString(1), row.getLong(2), row.getLong(3)), organizationId);
    }

    /** Of the organization that the transaction is about. */
    public List<Line> statement(Instant from, Instant to) {
        return Sql.query(
                database,
                "select day, model_id, currency, predictions, charged, earned from billing.earnings(?, ?)",
                row -> new Line(
                        row.getObject(1, LocalDate.class),
                        Optional.ofNullable(row.getObject(2, UUID.class)),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)),
                from,
                to);
    }

    /** Answers of how many accounts earnings became payable. */
    public int release(Instant now, Duration reserve, int most) {
        return Sql.query(
                        batchDatabase,
                        "select billing.release_earnings(?, make_interval(secs => ?), ?)",
                        row -> row.getInt(1),
                        now,
                        reserve.toSeconds(),
                        most)
                .get(0);
    }
}
