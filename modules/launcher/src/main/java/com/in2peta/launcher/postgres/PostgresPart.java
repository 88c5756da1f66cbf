package com.in2peta.launcher.postgres;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.PrivateFile;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.process.ChildPart;
import com.in2peta.launcher.process.ChildProcess;
import com.in2peta.launcher.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server as a child of the launcher, on loopback TCP with passwords for everybody. A commit is on the
 * disk when it is answered: the three durability settings are on the command line, where no file can change them.
 */
public final class PostgresPart extends ChildPart {

    public static final String SUPERUSER = "postgres";
    private static final String MAJOR_VERSION = "18";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
    private static final int INIT_OUTPUT_CHARS = 300;

    private final Cluster cluster;
    private final Home home;
    private final PostgresPrograms programs;
    private final String superuserPassword;
    private final int port;

    public PostgresPart(
            Cluster cluster, Home home, PostgresPrograms programs, Secrets secrets, int port, Children children) {
        super(cluster.part(), children);
        this.cluster = cluster;
        this.home = home;
        this.programs = programs;
        this.superuserPassword = secrets.get(cluster.part() + "-superuser");
        this.port = port;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        settings.put("max_connections", Integer.toString(cluster.maxConnections()));
        settings.put("shared_buffers", cluster.sharedBuffers());
        settings.put("password_encryption", "scram-sha-256");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Statements and parameters can hold personal data: the log gets neither.
        settings.put("log_error_verbosity", "terse");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_statement", "none");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        return settings;
    }

    public Cluster cluster() {
        return cluster;
    }

    public int port() {
        return port;
    }

    /** The address of a database on this server, without credentials. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The superuser's address with everything in it, for inspection by tools that take one string. */
    public String superuserUrl() {
        return url(cluster.database()) + "?user=" + SUPERUSER + "&password=" + superuserPassword;
    }

    /** To its own database. */
    public Connection superuser() throws SQLException {
        return superuser(cluster.database());
    }

    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, superuserPassword);
    }

    @Override
    protected void prepare() {
        Path data = cluster.data(home);
        try {
            if (!Files.exists(data)) {
                initialize(data);
            }
            Path version = data.resolve("PG_VERSION");
            if (!Files.isRegularFile(version)) {
                throw new StartFailure(data + " is not a PostgreSQL data directory; start over with --fresh");
            }
            String found = Files.readString(version).strip();
            if (!found.equals(MAJOR_VERSION)) {
                throw new StartFailure(data + " is of PostgreSQL " + found + ", this is " + MAJOR_VERSION
                        + "; start over with --fresh");
            }
        } catch (IOException e) {
            throw new StartFailure("cannot use " + data + ": " + e.getMessage(), e);
        }
    }

    /** Makes the cluster under another name first, so that an interrupted attempt leaves nothing that looks whole. */
    private void initialize(Path data) throws IOException {
        Path draft = home.run().resolve(name() + ".tmp");
        Path password = home.run().resolve(name() + ".password");
        Home.delete(draft);
        PrivateFile.write(password, superuserPassword + "\n");
        List<String> command = programs.command("initdb");
        command.addAll(cluster.initOptions());
        command.addAll(List.of(
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256"));
        try {
            runToEnd(command);
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void runToEnd(List<String> command) throws IOException {
        Path output = home.logs().resolve(name() + "-initdb.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartFailure("initdb did not end within " + INIT_LIMIT.toSeconds() + " s; see " + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while making the database", e);
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(output).replaceAll("\\s+", " ");
            int from = Math.max(0, said.length() - INIT_OUTPUT_CHARS);
            throw new StartFailure("initdb failed: " + said.substring(from).strip());
        }
    }

    @Override
    protected ChildProcess launch() {
        List<String> command = new ArrayList<>(programs.command("postgres"));
        command.addAll(List.of("-D", cluster.data(home).toString(), "-p", Integer.toString(port)));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        cluster.settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        return ChildProcess.start(name(), command, Map.of(), home.directory(), logFile());
    }

    @Override
    protected void awaitReady() {
        await(this::answers, START_LIMIT);
    }

    private boolean answers() {
        try (Connection connection = superuser(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    protected String stopSignal() {
        return "INT";
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    protected Path logFile() {
        return home.logs().resolve(name() + ".log");
    }

    @Override
    public String detail() {
        return "127.0.0.1:" + port;
    }
}
