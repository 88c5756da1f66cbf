package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The platform that is measured. Providers are never called: what is measured ends with the acceptance of a prediction. */
final class Lab implements AutoCloseable {

    static final String SETTING = "in2peta.inference.dispatch-enabled=false";

    private final Path folder;
    private Platform platform;

    Lab(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Platform platform() {
        if (platform == null) {
            platform = Platform.start(folder.resolve("data"), SETTING);
        }
        return platform;
    }

    String url() {
        return platform().ready().path("baseUrl").asText();
    }

    Customer newCustomer() {
        return Customer.of(url(), platform().ready().path("sandboxUrl").asText());
    }

    /** As the superuser. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(platform().ready().path("jdbcUrl").asText());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Both sides begin every round with the same empty tables. */
    void emptyTables() throws SQLException {
        execute(
                "truncate inference.dispatch, inference.payload_inflight, inference.prediction, billing.hold",
                "update billing.balance set held = 0 where held <> 0",
                "vacuum billing.balance",
                "checkpoint");
    }

    /** The invariants that do not hold. */
    List<String> broken() throws SQLException {
        List<String> broken = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select name, ok from billing.verify_ledger() union all select name, ok from inference.verify_settlement()")) {
            while (row.next()) {
                if (!row.getBoolean("ok")) {
                    broken.add(row.getString("name"));
                }
            }
        }
        return broken;
    }

    @Override
    public void close() {
        if (platform != null) {
            platform.close();
            platform = null;
        }
    }
}
