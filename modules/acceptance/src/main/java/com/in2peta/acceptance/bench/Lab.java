package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The platform that is measured. Providers are not called, as what is measured ends with the acceptance of a prediction, except on the platforms that
 * {@link #apart} makes. One runs at a time.
 */
final class Lab implements AutoCloseable {

    static final String SETTING = "in2peta.inference.dispatch-enabled=false";

    /** What is purged here is meant to be: nobody has to approve it. */
    private static final String PURGES = "in2peta.compliance.mass-drop-percent=1000";

    private final Path folder;
    private final String[] settings;
    private Platform platform;
    private Lab apart;

    Lab(Path folder) {
        this(folder, SETTING, PURGES);
    }

    private Lab(Path folder, String... settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** One with settings and data of its own; under the same name it is the same one. */
    Lab apart(String name, String... own) {
        Path place = folder.resolve(name);
        if (apart == null || !apart.folder.equals(place)) {
            close();
            apart = new Lab(place, own);
        }
        return apart;
    }

    Path folder() {
        return folder;
    }

    Platform platform() {
        if (platform == null) {
            close();
            platform = Platform.startUnlimited(folder.resolve("data"), settings);
            if (!usesArchive(platform) && !Extent.isShort()) {
                platform.close(); // which writes the archive of classes that every later start uses
                platform = Platform.startUnlimited(folder.resolve("data"), settings);
            }
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

    /**
     * Both sides begin every round with the same empty tables. Calls whose caller has gone may still be under way: the balances are locked
     * as admission locks them, first, so that each of them is emptied or counted as a whole.
     */
    void emptyTables() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table billing.balance in exclusive mode");
            statement.execute(
                    "truncate inference.dispatch, inference.payload_inflight, inference.prediction, billing.hold");
            statement.execute("update billing.balance set held = 0 where held <> 0");
            connection.commit();
        }
        execute("vacuum billing.balance", "checkpoint");
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

    /** A file of {@code /proc} about a process, such as its command line. */
    static List<String> zeroSeparated(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean usesArchive(Platform platform) {
        return zeroSeparated(platform.pid("payara"), "cmdline").stream()
                .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
    }

    @Override
    public void close() {
        if (apart != null) {
            apart.close();
            apart = null;
        }
        if (platform != null) {
            platform.close();
            platform = null;
        }
    }
}
