package com.in2peta.billing.app;

import com.in2peta.billing.api.Balances;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the books as far as row-level security shows them. */
@Stateless
public class BalanceService implements Balances {

    /**
     * What each prediction cost is told by its charge, whether that has been rolled up or not; the rest by the transfers. Each of the three is read from its
     * own index, no further than one page.
     */
    private static final String MOVEMENTS = """
            select m.id, m.kind, m.amount, a.currency, m.reference, m.created_at
            from (
                (select t.id, t.kind, case when c.kind like 'customer.%' then t.amount else -t.amount end as amount, t.reference, t.created_at,
                    case when c.kind like 'customer.%' then c.id else d.id end as account_id
                from billing.transfer t
                    left join billing.account d on d.id = t.debit_account left join billing.account c on c.id = t.credit_account
                where t.organization_id = ? and t.kind <> 'usage' and (c.kind like 'customer.%' or d.kind like 'customer.%')
                    and (t.created_at, t.id) BEYOND (?, ?)
                order by t.created_at ORDER, t.id ORDER limit ?)
                union all
                (select t.id, 'usage', -t.amount, t.id, t.charged_at, t.account_id from billing.charge t
                where t.organization_id = ? and t.amount > 0 and (t.charged_at, t.id) BEYOND (?, ?)
                order by t.charged_at ORDER, t.id ORDER limit ?)
                union all
                (select t.id, 'usage', -t.amount, t.id, t.charged_at, t.account_id from billing.charge_pending t
                where t.organization_id = ? and t.amount > 0 and (t.charged_at, t.id) BEYOND (?, ?)
                order by t.charged_at ORDER, t.id ORDER limit ?)) m
                join billing.account a on a.id = m.account_id
            order by m.created_at ORDER, m.id ORDER limit ?
            """;

    private static final String POSITION = """
            select created_at from billing.transfer where id = ?
            union all select charged_at from billing.charge where id = ?
            union all select charged_at from billing.charge_pending where id = ?
            """;

    private static final int SOURCES = 3;
    private static final UUID NO_ID = new UUID(0, 0);
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T00:00:00Z");

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Inject
    Tenancy tenancy;

    @Override
    public List<Balance> balances(Caller caller) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return Sql.query(
                database,
                """
                select a.currency, b.posted, b.held
                from billing.balance b join billing.account a on a.id = b.account_id
                where a.organization_id = ? and a.kind = 'customer.paid' order by a.currency
                """,
                row -> new Balance(row.getString(1), row.getLong(2), row.getLong(3)),
                caller.organizationId());
    }

    @Override
    public List<Movement> movements(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        UUID id = slice.id().orElse(NO_ID);
        Instant moment = slice.id().map(this::momentOf).orElse(AFTER_ALL);
        List<Object> parameters = new ArrayList<>();
        for (int source = 0; source < SOURCES; source++) {
            parameters.addAll(List.of(caller.organizationId(), moment, id, slice.limit()));
        }
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                MOVEMENTS.replace("BEYOND", slice.comparison()).replace("ORDER", slice.order()),
                row -> new Movement(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getLong("amount"),
                        row.getString("currency"),
                        row.getObject("reference", UUID.class),
                        Sql.instant(row, "created_at")),
                parameters.toArray()));
    }

    /** Of a movement that is not the caller's nothing is beyond. */
    private Instant momentOf(UUID id) {
        return Sql.query(database, POSITION, row -> Sql.instant(row, "created_at"), id, id, id).stream()
                .findFirst()
                .orElse(Instant.EPOCH);
    }
}
