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
            with wanted (organization_id, position, most) as (values (?::uuid, ?::uuid, ?::integer)),
            beyond as (
                select w.*, p.created_at
                from wanted w left join (
                    select t.id, t.created_at from billing.transfer t
                    union all select c.id, c.charged_at from billing.charge c
                    union all select c.id, c.charged_at from billing.charge_pending c) p on p.id = w.position)
            select m.id, m.kind, m.amount, a.currency, m.reference, m.created_at
            from beyond b cross join lateral (
                (select t.id, t.kind, case when c.kind like 'customer.%' then t.amount else -t.amount end as amount, t.reference, t.created_at,
                    case when c.kind like 'customer.%' then c.id else d.id end as account_id
                from billing.transfer t
                    join billing.account d on d.id = t.debit_account join billing.account c on c.id = t.credit_account
                where t.organization_id = b.organization_id and t.kind != 'usage' and (c.kind like 'customer.%' or d.kind like 'customer.%')
                    and (b.position is null or (t.created_at, t.id) <> (b.created_at, b.position))
                order by t.created_at ORDER, t.id ORDER limit b.most)
                union all
                (select t.id, 'usage', -t.amount, t.id, t.charged_at, t.account_id
                from billing.charge t
                where t.organization_id = b.organization_id and t.amount > 0
                    and (b.position is null or (t.charged_at, t.id) <> (b.created_at, b.position))
                order by t.charged_at ORDER, t.id ORDER limit b.most)
                union all
                (select t.id, 'usage', -t.amount, t.id, t.charged_at, t.account_id
                from billing.charge_pending t
                where t.organization_id = b.organization_id and t.amount > 0
                    and (b.position is null or (t.charged_at, t.id) <> (b.created_at, b.position))
                order by t.charged_at ORDER, t.id ORDER limit b.most)) m
                join billing.account a on a.id = m.account_id
            order by m.created_at ORDER, m.id ORDER limit (select most from wanted)
            """;

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
                where a.organization_id = ? order by a.currency
                """,
                row -> new Balance(row.getString(1), row.getLong(2), row.getLong(3)),
                caller.organizationId());
    }

    @Override
    public List<Movement> movements(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return slice.newestFirst(Sql.query(
                database,
                MOVEMENTS.replace("<>", slice.comparison()).replace("ORDER", slice.order()),
                row -> new Movement(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getLong("amount"),
                        row.getString("currency"),
                        row.getObject("reference", UUID.class),
                        Sql.instant(row, "created_at")),
                caller.organizationId(),
                slice.id().orElse(null),
                slice.limit()));
    }
}
