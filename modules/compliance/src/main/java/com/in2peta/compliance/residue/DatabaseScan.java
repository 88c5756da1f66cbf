package com.in2peta.compliance.residue;

import com.in2peta.kernel.database.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Searches every column of every row that the connection's role may read: tables, partitions, materialized views, foreign tables, large
 * objects, PostgreSQL's own catalogues with their samples, and what the server shows of running and past statements.
 */
public final class DatabaseScan {

    private static final int FETCH_ROWS = 2_000;
    /** Of tables with values of megabytes: what is fetched at once has to fit into the memory of a small server. */
    private static final int FETCH_LARGE_ROWS = 4;

    private static final long LARGE_BYTES = 8 << 20;

    /** Types whose values are what they say: nothing is encoded in an id, a number or a time. */
    private static final Set<String> PLAIN = Set.of(
            "uuid",
            "timestamptz",
            "timestamp",
            "date",
            "time",
            "timetz",
            "interval",
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "bool");

    /** A partition is read by itself where that is allowed, and as part of its parent where it is not. */
    private static final String RELATIONS = """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname), has_table_privilege(c.oid, 'select'),
                case c.relkind when 'p' then (select sum(pg_table_size(t.relid)) from pg_partition_tree(c.oid) t)
                    else pg_relation_size(nullif(c.reltoastrelid, 0)) end as large_bytes
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname <> 'information_schema' and not pg_is_other_temp_schema(n.oid) and (
                c.relkind in ('r', 'm', 'f') and (not c.relispartition or has_table_privilege(c.oid, 'select'))
                or c.relkind = 'p' and not c.relispartition and not exists (
                    select from pg_partition_tree(c.oid) t where t.isleaf and has_table_privilege(t.relid, 'select')))
            order by 1""";

    /** What the catalogues hold as trees, as text; and what is no table. */
    private static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "views", "select * from pg_catalog.pg_views",
            "materialized views", "select * from pg_catalog.pg_matviews",
            "rules", "select * from pg_catalog.pg_rules",
            "policies", "select * from pg_catalog.pg_policies",
            "defaults", "select pg_get_expr(adbin, adrelid) from pg_attrdef",
            "constraints", "select pg_get_constraintdef(oid) from pg_constraint",
            "bounds of partitions", "select pg_get_expr(relpartbound, oid) from pg_class where relispartition",
            "indexes", "select * from pg_catalog.pg_indexes",
            "running statements", "select * from pg_catalog.pg_stat_activity",
            "large objects", "select lo_get(oid) from pg_largeobject_metadata"));

    private static final String STATEMENTS =
            "select quote_ident(n.nspname) || '.pg_stat_statements' from pg_extension e"
                    + " join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_stat_statements'";

    private final Connection connection;
    private final List<Needle> needles;
    private final Haystack haystack;
    private final ScanReport report = new ScanReport();

    private DatabaseScan(Connection connection, List<Needle> needles) {
        this.connection = connection;
        this.needles = needles;
        this.haystack = new Haystack(needles);
    }

    /**
     * Reads each table in a transaction of its own, which it rolls back. What cannot be read is in the report and not an exception: the caller decides whether that
     * is clean.
     */
    public static ScanReport of(Connection connection, List<Needle> needles) throws SQLException {
        return new DatabaseScan(connection, needles).run();
    }

    private ScanReport run() throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            record Relation(String name, boolean readable, long largeBytes) {}
            for (Relation relation : Sql.query(
                    connection, RELATIONS, row -> new Relation(row.getString(1), row.getBoolean(2), row.getLong(3)))) {
                if (relation.readable()) {
                    int rows = relation.largeBytes() > LARGE_BYTES ? FETCH_LARGE_ROWS : FETCH_ROWS;
                    read(relation.name(), "select * from " + relation.name(), rows);
                } else {
                    report.unread(relation.name());
                }
                connection.rollback(); // lets go of the table: others may want to drop a partition meanwhile
            }
            for (Map.Entry<String, String> text : TEXTS.entrySet()) {
                read(text.getKey(), text.getValue(), FETCH_ROWS);
            }
            for (String statements : Sql.query(connection, STATEMENTS, row -> row.getString(1))) {
                read("past statements", "select * from " + statements, FETCH_ROWS);
            }
            return report;
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private void read(String place, String sql, int fetch) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetch);
            try (ResultSet rows = statement.executeQuery()) {
                List<Column> columns = columns(rows.getMetaData());
                while (rows.next()) {
                    report.rowRead();
                    for (Column column : columns) {
                        value(place, rows, column);
                    }
                }
            }
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            connection.rollback(before);
            report.unread(place);
        }
    }

    private static List<Column> columns(ResultSetMetaData row) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= row.getColumnCount(); i++) {
            columns.add(new Column(i, row.getColumnName(i), row.getColumnTypeName(i)));
        }
        return columns;
    }

    private void value(String place, ResultSet rows, Column column) throws SQLException {
        byte[] value = column.read(rows);
        if (value == null || value.length == 0) {
            return;
        }
        BitSet found = column.isPlain() ? haystack.searchPlain(value) : haystack.search(value);
        for (int n = found.nextSetBit(0); n >= 0; n = found.nextSetBit(n + 1)) {
            report.found(place + "." + column.name(), needles.get(n).label());
        }
    }

    private record Column(int number, String name, String type) {

        byte[] read(ResultSet rows) throws SQLException {
            if (type.equals("bytea")) {
                return rows.getBytes(number);
            }
            String text = rows.getString(number);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }

        boolean isPlain() {
            return PLAIN.contains(type);
        }
    }
}
