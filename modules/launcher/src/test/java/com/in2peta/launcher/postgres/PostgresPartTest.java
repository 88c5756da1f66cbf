package com.in2peta.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.process.Children;
import com.in2peta.launcher.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One real server for all: its settings, its roles, its schema, and what happens when it is killed. */
class PostgresPartTest {

    private static final int LIMIT_SECONDS = 30;

    @TempDir
    static Path directory;

    private static Home home;
    private static Secrets secrets;
    private static PostgresPart postgres;
    private static Schema schema;

    @BeforeAll
    static void start() {
        home = Home.open(directory.resolve("data"));
        secrets = new Secrets(home.secrets());
        postgres =
                new PostgresPart(Cluster.DATABASE, home, programs(), secrets, Ports.free(), new Children(home.run()));
        postgres.start();
        schema = new Schema(postgres, secrets);
        schema.start();
    }

    @AfterAll
    static void stop() {
        postgres.stop();
        assertThat(postgres.process().isAlive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "full_page_writes, on",
        "synchronous_commit, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "log_min_error_statement, panic",
        "log_parameter_max_length_on_error, 0",
        "log_error_verbosity, terse",
        "data_checksums, on",
        "server_encoding, UTF8"
    })
    void runsWithTheSettingsThatMatter(String name, String value) throws SQLException {
        try (Connection connection = postgres.superuser()) {
            assertThat(answer(connection, "show " + name)).isEqualTo(value);
        }
    }

    @Test
    void letsNobodyInWithoutTheRightPassword() {
        for (String role : new String[] {PostgresPart.SUPERUSER, Schema.APPLICATION, "in2p_owner"}) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(postgres.url(Cluster.DATABASE.database()), role, "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void givesEachRoleItsOwnPassword() throws SQLException {
        for (String role : new String[] {Schema.APPLICATION, Schema.BATCH}) {
            try (Connection connection = DriverManager.getConnection(
                    postgres.url(Cluster.DATABASE.database()), role, schema.password(role))) {
                assertThat(answer(connection, "select current_user")).isEqualTo(role);
                assertThatThrownBy(() -> connection.createStatement().execute("create schema mine"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void opensTheSuperusersAddressAsItStands() throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.superuserUrl())) {
            assertThat(answer(connection, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("true");
        }
    }

    @Test
    void migratesOnce() {
        Schema again = new Schema(postgres, secrets);

        again.start();

        assertThat(again.detail()).isEqualTo("up to date");
    }

    @Test
    void comesBackWithItsDataOnTheSamePortAfterAKill() throws SQLException, InterruptedException {
        try (Connection connection = postgres.superuser()) {
            connection.createStatement().execute("create table public.kept as select 42 as n");
        }
        long before = postgres.pid().orElseThrow();
        CountDownLatch again = new CountDownLatch(1);
        try (Supervisor supervisor = new Supervisor(again::countDown, line -> {})) {
            supervisor.watch(postgres);
            postgres.process().handle().destroyForcibly();

            assertThat(again.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(postgres.pid().orElseThrow()).isNotEqualTo(before);
        try (Connection connection = postgres.superuser()) {
            assertThat(answer(connection, "select n from public.kept")).isEqualTo("42");
        }
    }

    @Test
    void saysWhatIsWrongWithADirectoryThatIsNoCluster(@TempDir Path other) throws IOException {
        Home broken = Home.open(other.resolve("data"));
        Files.createDirectories(Cluster.DATABASE.data(broken));
        Files.writeString(Cluster.DATABASE.data(broken).resolve("garbage"), "garbage");

        assertRefused(broken, "not a PostgreSQL data directory");

        Files.writeString(Cluster.DATABASE.data(broken).resolve("PG_VERSION"), "9\n");
        assertRefused(broken, "of PostgreSQL 9");
    }

    @Test
    void saysWhereToLookWhenTheClusterIsDamaged(@TempDir Path other) throws IOException {
        Home broken = Home.open(other.resolve("data"));
        Files.createDirectories(Cluster.DATABASE.data(broken));
        Files.writeString(Cluster.DATABASE.data(broken).resolve("PG_VERSION"), "18\n");

        assertRefused(broken, "ended while starting; see " + broken.logs());
    }

    private static void assertRefused(Home home, String words) {
        PostgresPart part = new PostgresPart(
                Cluster.DATABASE,
                home,
                programs(),
                new Secrets(home.secrets()),
                Ports.free(),
                new Children(home.run()));

        assertThatThrownBy(part::start)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
        part.stop();
    }

    private static PostgresPrograms programs() {
        return PostgresPrograms.in(Path.of("target/cache").toAbsolutePath());
    }

    private static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
