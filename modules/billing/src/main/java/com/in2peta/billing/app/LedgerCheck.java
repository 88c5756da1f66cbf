package com.in2peta.billing.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.invariant.InvariantCheck;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/** The invariants of the books; the queries are in {@code billing.verify_ledger}. */
@ApplicationScoped
class LedgerCheck implements InvariantCheck {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public List<Finding> verify() {
        return Sql.query(
                database,
                "select name, ok, detail from billing.verify_ledger()",
                row -> new Finding(row.getString(1), row.getBoolean(2), row.getString(3)));
    }
}
