package com.in2peta.acceptance.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks the database whether its books are right. */
final class Books {

    private static final String INVARIANTS =
            "select name, ok, detail from billing.verify_ledger() union all select name, ok, detail from inference.verify_settlement()";

    private Books() {}

    /** The invariants that do not hold. */
    static List<String> broken(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INVARIANTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (!row.getBoolean("ok")) {
                    broken.add(row.getString("name") + " (" + row.getString("detail") + ")");
                }
            }
        }
        return broken;
    }

    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
