package com.in2peta.acceptance.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The platform's PostgreSQL, as its superuser or in the place of one of its roles. */
public final class Database implements AutoCloseable {

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    public static Database of(Platform platform) {
        return of(platform, "jdbcUrl");
    }

    /** The key store of the same platform. */
    public static Database keysOf(Platform platform) {
        return of(platform, "keysJdbcUrl");
    }

    private static Database of(Platform platform, String url) {
        try {
            return new Database(
                    DriverManager.getConnection(platform.ready().path(url).asText()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on everything is done by this role, without its settings. */
    public Database as(String role) {
        execute("set role " + role);
        return this;
    }

    /** One line for each row, its columns joined by {@code |}. */
    public List<String> rows(String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> result = new ArrayList<>();
                while (rows.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(rows.getString(i));
                    }
                    result.add(String.join(
                            "|", columns.stream().map(String::valueOf).toList()));
                }
                return result;
            }
        } catch (SQLException e) {
            throw new DatabaseRefusal(e);
        }
    }

    public long number(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).get(0));
    }

    /** Any statement, whatever it answers. */
    public void change(String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseRefusal(e);
        }
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseRefusal(e);
        }
    }

    /** The columns in which a value can be read, among them PostgreSQL's own samples of values. */
    public List<String> columnsWith(String value) {
        List<String> found = new ArrayList<>();
        for (String column : rows("""
                select c.oid::regclass || '|' || quote_ident(a.attname) || '|' || format_type(a.atttypid, a.atttypmod)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind in ('r', 'p', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped
                    and (c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
                        or (c.relname = 'pg_statistic' and a.attname like 'stavalues%'))""")) {
            String[] parts = column.split("\\|");
            String bytes = parts[2].equals("bytea") ? parts[1] : "convert_to(" + parts[1] + "::text, 'UTF8')";
            if (number(
                            "select count(*) from " + parts[0] + " where position(convert_to(?, 'UTF8') in " + bytes
                                    + ") > 0",
                            value)
                    > 0) {
                found.add(parts[0] + "." + parts[1]);
            }
        }
        return found;
    }

    /** The invariants that do not hold; none when the books are in order. */
    public List<String> brokenInvariants() {
        return rows("""
                select name, detail from (
                    select * from billing.verify_ledger() union all select * from inference.verify_settlement()) checks
                where not ok""");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL said no. */
    public static final class DatabaseRefusal extends RuntimeException {

        private final String state;

        DatabaseRefusal(SQLException cause) {
            super(cause.getMessage(), cause);
            this.state = cause.getSQLState();
        }

        public String state() {
            return state;
        }
    }
}
