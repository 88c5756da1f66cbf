package com.in2peta.compliance.catalogue;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is really in the database: each table, materialized view and foreign table outside PostgreSQL's own schemas. A partition is part of its
 * parent.
 *
 * @param relations by {@code schema.table}
 * @param references foreign keys
 * @param defaultPartitions partitions that take whatever fits nowhere else
 */
public record LiveSchema(Map<String, Relation> relations, List<Reference> references, List<String> defaultPartitions) {

    /**
     * One table.
     *
     * @param partitioned whether its rows lie in partitions
     * @param columns by name, in their order
     * @param key the columns of the primary key
     * @param leading the columns with which an index begins
     */
    public record Relation(boolean partitioned, Map<String, Column> columns, List<String> key, List<String> leading) {}

    /** One column; statistics are the values that PostgreSQL keeps as samples, of the column or of what an index computes from it. */
    public record Column(String type, boolean required, boolean statistics) {}

    /** A foreign key from one table to another. */
    public record Reference(String from, String to) {}

    private static final String RELATIONS = """
            select n.nspname || '.' || c.relname as name, c.relkind = 'p' as partitioned,
                coalesce((select array_agg(a.attname::text order by k.o) from pg_index i,
                    unnest(i.indkey) with ordinality k (attnum, o) join pg_attribute a on a.attnum = k.attnum
                    where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid), '{}') as key,
                coalesce((select array_agg(a.attname::text) from pg_index i join pg_attribute a on a.attrelid = c.oid
                    and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indpred is null), '{}') as leading
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition
                and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg\\_temp%'
                and n.nspname not like 'pg\\_toast\\_temp%'
            order by 1""";
    private static final String COLUMNS = """
            select n.nspname || '.' || c.relname as name, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
                a.attnotnull as required, coalesce(a.attstattarget, -1) <> 0 or exists (
                    select from pg_depend d join pg_index i on i.indexrelid = d.objid and i.indexprs is not null
                        join pg_attribute x on x.attrelid = d.objid and i.indkey[x.attnum - 1] = 0
                    where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum
                        and coalesce(x.attstattarget, -1) <> 0) as statistics
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition
                and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            order by 1, a.attnum""";
    private static final String REFERENCES = """
            select distinct r.conrelid::regclass::text as "from", r.confrelid::regclass::text as "to" from pg_constraint r
                join pg_class c on c.oid = r.conrelid
            where r.contype = 'f' and not c.relispartition""";
    private static final String DEFAULT_PARTITIONS =
            "select c.oid::regclass::text from pg_class c where pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'";

    /** Reads the database of the connection; needs no right but to connect. */
    public static LiveSchema read(Connection connection) throws SQLException {
        Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
        Sql.query(
                connection,
                COLUMNS,
                row -> columns.computeIfAbsent(row.getString("name"), name -> new LinkedHashMap<>())
                        .put(
                                row.getString("column"),
                                new Column(
                                        row.getString("type"),
                                        row.getBoolean("required"),
                                        row.getBoolean("statistics"))));
        Map<String, Relation> relations = new LinkedHashMap<>();
        Sql.query(
                connection,
                RELATIONS,
                row -> relations.put(
                        row.getString("name"),
                        new Relation(
                                row.getBoolean("partitioned"),
                                columns.getOrDefault(row.getString("name"), Map.of()),
                                texts(row.getArray("key")),
                                texts(row.getArray("leading")))));
        return new LiveSchema(
                relations,
                Sql.query(connection, REFERENCES, row -> new Reference(row.getString("from"), row.getString("to"))),
                Sql.query(connection, DEFAULT_PARTITIONS, row -> row.getString(1)));
    }

    private static List<String> texts(java.sql.Array array) throws SQLException {
        return new ArrayList<>(Arrays.asList((String[]) array.getArray()));
    }
}
