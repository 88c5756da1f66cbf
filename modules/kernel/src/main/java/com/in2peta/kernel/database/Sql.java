package com.in2peta.kernel.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain SQL with positional parameters, for the places where rows move by the thousand. */
public final class Sql {

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Work on one connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** A typed array parameter: the PostgreSQL element type and the values. */
    public record Values(String type, Object[] elements) {}

    private Sql() {}

    /** Runs the work on a connection of the pool, inside the caller's JTA transaction where there is one. */
    public static <T> T with(DataSource database, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    public static <T> List<T> query(DataSource database, String sql, RowReader<T> reader, Object... parameters) {
        return with(database, connection -> query(connection, sql, reader, parameters));
    }

    public static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        }
    }

    public static int update(DataSource database, String sql, Object... parameters) {
        return with(database, connection -> update(connection, sql, parameters));
    }

    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The instant in a column, or null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, toJdbc(connection, parameters[i]));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static Object toJdbc(Connection connection, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return toJdbc(instant);
        }
        if (value instanceof Values values) {
            return array(connection, values);
        }
        return value;
    }

    private static Array array(Connection connection, Values values) throws SQLException {
        Object[] elements = values.elements();
        if (!values.type().equals("timestamptz")) {
            return connection.createArrayOf(values.type(), elements);
        }
        Object[] times = new Object[elements.length];
        for (int i = 0; i < times.length; i++) {
            times[i] =
                    elements[i] == null ? null : toJdbc((Instant) elements[i]).toString();
        }
        return connection.createArrayOf("timestamptz", times);
    }

    private static OffsetDateTime toJdbc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
