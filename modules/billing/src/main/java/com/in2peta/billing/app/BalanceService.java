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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the books as far as row-level security shows them. */
@Stateless
public class BalanceService implements Balances {

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
        List<Object> parameters = new ArrayList<>(List.of(caller.organizationId()));
        String beyond = "";
        if (slice.position().isPresent()) {
            beyond = " and (t.created_at, t.id) " + slice.comparison()
                    + " (select s.created_at, s.id from billing.transfer s where s.id = ?)";
            parameters.add(slice.id().get());
        }
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                """
                select t.id, t.kind, case when t.credit_account = a.id then t.amount else -t.amount end as amount, t.currency,
                    t.reference, t.created_at
                from billing.transfer t
                    join billing.account a on a.id in (t.debit_account, t.credit_account) and a.kind = 'customer.paid'
                where t.organization_id = ?""" + beyond + " order by t.created_at " + slice.order() + ", t.id " + slice.order() + " limit ?",
                row -> new Movement(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getLong("amount"),
                        row.getString("currency"),
                        row.getObject("reference", UUID.class),
                        Sql.instant(row, "created_at")),
                parameters.toArray()));
    }
}
