package com.in2peta.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.process.Children;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second cluster: what its role may do, and that a destroyed owner stays without a key. */
class KeyStoreTest {

    @TempDir
    static Path directory;

    private static PostgresPart keys;
    private static Schema schema;

    private final UUID owner = UUID.randomUUID();

    @BeforeAll
    static void start() {
        Home home = Home.open(directory.resolve("data"));
        Secrets secrets = new Secrets(home.secrets());
        PostgresPrograms programs = PostgresPrograms.in(Path.of("target/cache").toAbsolutePath());
        keys = new PostgresPart(Cluster.KEYS, home, programs, secrets, Ports.free(), new Children(home.run()));
        keys.start();
        schema = new Schema(keys, secrets);
        schema.start();
    }

    @AfterAll
    static void stop() {
        keys.stop();
    }

    @Test
    void isSmallAndAsDurableAsTheOther() throws SQLException {
        assertThat(rows("select current_setting('fsync'), current_setting('synchronous_commit'),"
                        + " current_setting('full_page_writes'), current_setting('data_checksums')"))
                .containsExactly("on|on|on|on");
        assertThat(rows("select current_setting('shared_buffers'), current_setting('wal_segment_size'),"
                        + " current_setting('wal_recycle'), current_setting('log_min_error_statement')"))
                .containsExactly("16MB|1MB|off|panic");
    }

    @Test
    void keepsNoSamplesOfKeys() throws SQLException {
        assertThat(rows("select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid"
                        + " where c.relnamespace = 'keystore'::regnamespace and a.attname = 'wrapped'"
                        + " and c.relkind = 'r' and a.attstattarget <> 0"))
                .containsExactly("0");
    }

    @Test
    void itsRoleDestroysAndRewritesButMakesNothing() throws SQLException {
        try (Connection connection = asApplication();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum full keystore.owner_key");
            statement.execute("checkpoint");
            for (String forbidden : List.of(
                    "create table keystore.mine (a int)",
                    "drop table keystore.owner_key",
                    "truncate keystore.secret")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    @Test
    void anOwnerGetsEachVersionOnce() throws SQLException {
        add(1, "aa");
        add(1, "bb");
        add(2, "cc");

        assertThat(versions()).containsExactly("1|aa", "2|cc");
    }

    @Test
    void aDestroyedOwnerKeepsItsRowsWithoutKeysAndGetsNoNewOnes() throws SQLException {
        add(1, "aa");
        add(2, "bb");

        destroy();
        add(1, "cc");
        add(3, "dd");

        assertThat(versions()).containsExactly("1|null", "2|null");
        destroy();
        assertThat(versions()).containsExactly("1|null", "2|null");
    }

    @Test
    void anOwnerWithoutAKeyCanBeDestroyedToo() throws SQLException {
        destroy();
        add(1, "aa");

        assertThat(versions()).containsExactly("1|null");
    }

    private void add(int version, String hex) throws SQLException {
        rows("select keystore.add_owner_key('" + owner + "', " + version + ", 'k1', decode('" + hex
                + "', 'hex'), now())");
    }

    private void destroy() throws SQLException {
        rows("select keystore.destroy_owner('" + owner + "', now())");
    }

    private List<String> versions() throws SQLException {
        return rows("select version, encode(wrapped, 'hex') from keystore.owner_key where owner = '" + owner
                + "' order by version");
    }

    private static Connection asApplication() throws SQLException {
        return DriverManager.getConnection(
                keys.url(Cluster.KEYS.database()), Schema.KEYS, schema.password(Schema.KEYS));
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection connection = asApplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }
}
