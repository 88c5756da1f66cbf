package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A database of its own beside the platform's, made by the same migrations, for what must not meet other work. */
final class PrivateDatabase implements AutoCloseable {

    /** A migration is many statements in one text, which only the simple protocol takes. */
    private static final String SCRIPTS = "&preferQueryMode=simple";

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*\\.sql");

    private final Ground ground;
    private final String name;

    private PrivateDatabase(Ground ground, String name) {
        this.ground = ground;
        this.name = name;
    }

    static PrivateDatabase create(Ground ground, String name) throws SQLException {
        try (Connection connection = ground.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name + " owner in2p_owner");
        }
        PrivateDatabase database = new PrivateDatabase(ground, name);
        try (Connection connection = ground.connect(name, SCRIPTS);
                Statement statement = connection.createStatement()) {
            statement.execute("set session authorization in2p_owner");
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database;
    }

    /** As one of the platform's roles, with its rights and no others. */
    Connection connect(String role) throws SQLException {
        Connection connection = superuser();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session authorization " + role);
        }
        return connection;
    }

    Connection superuser() throws SQLException {
        return ground.connect(name);
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = ground.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        }
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(Platform.root().resolve("sql"))) {
            return files.filter(file -> version(file) > 0)
                    .sorted(Comparator.comparingInt(PrivateDatabase::version))
                    .toList();
        }
    }

    private static int version(Path file) {
        Matcher name = MIGRATION.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
