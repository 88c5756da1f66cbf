package com.in2peta.launcher.postgres;

import com.in2peta.launcher.Part;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database, its roles with their passwords, and the migrations packed into this jar. A digest of all of it is kept
 * in the database: when it matches there is nothing to do, which saves a start the second that Flyway needs to find out.
 */
public final class Schema implements Part {

    public static final String APPLICATION = "in2p_app";
    public static final String BATCH = "in2p_batch";
    public static final String ANALYTICS = "in2p_analytics";
    public static final String KEYS = "in2p_keys";
    private static final String HISTORY_SCHEMA = "flyway";

    private final Cluster cluster;
    private final PostgresPart postgres;
    private final Secrets secrets;
    private volatile String detail = "";

    public Schema(PostgresPart postgres, Secrets secrets) {
        this.cluster = postgres.cluster();
        this.postgres = postgres;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return cluster == Cluster.DATABASE ? "schema" : cluster.part() + " schema";
    }

    @Override
    public void start() {
        String digest = digest();
        try {
            if (digest.equals(appliedDigest())) {
                detail = "up to date";
                return;
            }
            prepareDatabase();
            detail = migrate() + " migrations applied";
            showHistory();
            recordDigest(digest);
        } catch (SQLException e) {
            throw new StartFailure("cannot prepare the database: " + e.getMessage(), e);
        } catch (FlywayException e) {
            throw new StartFailure("a migration failed: " + firstLines(e.getMessage()), e);
        }
    }

    @Override
    public void stop() {
        // nothing runs
    }

    @Override
    public String detail() {
        return detail;
    }

    private String appliedDigest() throws SQLException {
        try (Connection connection = postgres.superuser(PostgresPart.SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select shobj_description(oid, 'pg_database') from pg_database"
                        + " where datname = '" + cluster.database() + "'")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private void recordDigest(String digest) throws SQLException {
        try (Connection connection = postgres.superuser(PostgresPart.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("comment on database " + cluster.database() + " is '" + digest + "'");
        }
    }

    private void prepareDatabase() throws SQLException {
        try (Connection connection = postgres.superuser(PostgresPart.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute(text("/" + cluster.migrations() + "/roles.sql"));
            for (String role : cluster.roles()) {
                statement.execute("alter role " + role + " password '" + password(role) + "'");
            }
            try (ResultSet row =
                    statement.executeQuery("select 1 from pg_database where datname = '" + cluster.database() + "'")) {
                if (row.next()) {
                    return;
                }
            }
            statement.execute("create database " + cluster.database() + " owner " + cluster.owner());
            statement.execute("revoke all on database " + cluster.database() + " from public");
            statement.execute(
                    "grant connect on database " + cluster.database() + " to " + String.join(", ", cluster.roles()));
        }
    }

    /** The application tells in its readiness which migrations it runs on. */
    private void showHistory() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.url(cluster.database()), cluster.owner(), password(cluster.owner()));
                Statement statement = connection.createStatement()) {
            statement.execute("grant usage on schema " + HISTORY_SCHEMA + " to " + cluster.application());
            statement.execute(
                    "grant select on " + HISTORY_SCHEMA + ".flyway_schema_history to " + cluster.application());
        }
    }

    private int migrate() {
        return Flyway.configure(getClass().getClassLoader())
                .dataSource(postgres.url(cluster.database()), cluster.owner(), password(cluster.owner()))
                .locations("classpath:" + cluster.migrations())
                .defaultSchema(HISTORY_SCHEMA)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** The password of a role; one per role and installation. */
    public String password(String role) {
        return secrets.get(cluster.part() + "-" + role);
    }

    private String digest() {
        String folder = cluster.migrations() + "/";
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Path self = Path.of(Schema.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(self)) {
                addTree(digest, self.resolve(folder));
            } else {
                addJar(digest, self, folder);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addTree(MessageDigest digest, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
    }

    private static void addJar(MessageDigest digest, Path jar, String folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries = file.stream()
                    .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            for (JarEntry entry : entries) {
                digest.update(entry.getName().substring(folder.length()).getBytes(StandardCharsets.UTF_8));
                try (InputStream content = file.getInputStream(entry)) {
                    digest.update(content.readAllBytes());
                }
            }
        }
    }

    private static String text(String resource) {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLines(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
