package com.in2peta.billing.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.erasure.Settlement;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What is open with an organization in money: credit that was paid and not used, credit that is set aside, orders that may be paid at this
 * moment.
 */
@ApplicationScoped
class OpenMatters implements Settlement {

    /** A checkout that was begun longer ago is not paid any more. */
    private static final Duration CHECKOUT = Duration.ofHours(1);

    private static final long MICROS_PER_MINOR = 10_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public List<Matter> open(UUID organizationId, Instant now) {
        List<Matter> open = new ArrayList<>(Sql.query(
                database,
                """
                select case when a.kind like 'creator.%' then 'unpaid-earnings' when b.held > 0 then 'open-hold' else 'unspent-credit' end, case when b.held > 0 then b.held else b.posted end,
                    a.currency, b.held > 0
                from billing.balance b join billing.account a on a.id = b.account_id
                where b.organization_id = ? and (b.held > 0 or b.posted <> 0)
                """,
                row -> new Matter(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getBoolean(4) ? Optional.of(now.plus(CHECKOUT)) : Optional.empty()),
                organizationId));
        open.addAll(Sql.query(
                database,
                """
                select amount_minor, currency, created_at from billing.credit_order
                where organization_id = ? and status = 'created' and razorpay_order_id is not null
                """,
                row -> new Matter(
                        "payment-under-way",
                        Math.multiplyExact(row.getLong(1), MICROS_PER_MINOR),
                        row.getString(2),
                        Optional.of(Sql.instant(row, "created_at").plus(CHECKOUT))),
                organizationId));
        return open.stream()
                .filter(matter -> !matter.code().equals("payment-under-way")
                        || matter.waitUntil().filter(now::isBefore).isPresent())
                .toList();
    }
}
