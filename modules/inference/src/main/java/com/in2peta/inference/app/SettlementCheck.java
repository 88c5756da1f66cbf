package com.in2peta.inference.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.invariant.InvariantCheck;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/** What must hold between predictions and their dispatch; the queries are in {@code inference.verify_settlement}. */
@ApplicationScoped
class SettlementCheck implements InvariantCheck {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Override
    public List<Finding> verify() {
        return Sql.query(
                database,
                "select name, ok, detail from inference.verify_settlement()",
                row -> new Finding(row.getString(1), row.getBoolean(2), row.getString(3)));
    }
}
