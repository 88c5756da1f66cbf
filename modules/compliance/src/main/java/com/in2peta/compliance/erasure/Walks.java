package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.Deed.Walk;
import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** By which column the rows of one owner can be walked: the second one of an index that begins with the owner's, or that of the partitions. */
final class Walks {

    /** The partitions of a table are walked in their own order where no index has a second column. */
    private static final String SECOND_COLUMNS = """
            select n.nspname || '.' || c.relname as name, o.attname as owner, w.attname as walk,
                format_type(w.atttypid, w.atttypmod) as type, 0 as rank
            from pg_partitioned_table p join pg_class c on c.oid = p.partrelid join pg_namespace n on n.oid = c.relnamespace
                join pg_index i on i.indrelid = c.oid and i.indpred is null
                join pg_attribute o on o.attrelid = c.oid and o.attnum = i.indkey[0]
                join pg_attribute w on w.attrelid = c.oid and w.attnum = p.partattrs[0]
            where o.attnum <> w.attnum and w.attnotnull
            union all
            select n.nspname || '.' || c.relname as name, o.attname as owner, w.attname as walk,
                format_type(w.atttypid, w.atttypmod) as type, case when i.indisunique then 2 else 1 end
            from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute o on o.attrelid = c.oid and o.attnum = i.indkey[0]
                join pg_attribute w on w.attrelid = c.oid and w.attnum = i.indkey[1]
            where not c.relispartition and i.indpred is null and i.indisvalid and w.attnotnull
            order by rank""";

    private Walks() {}

    /** By table and owner's column; the unique index wins. */
    static Map<String, Map<String, Walk>> read(Connection connection) throws SQLException {
        Map<String, Map<String, Walk>> walks = new HashMap<>();
        Sql.query(
                connection,
                SECOND_COLUMNS,
                row -> walks.computeIfAbsent(row.getString("name"), name -> new HashMap<>())
                        .put(row.getString("owner"), new Walk(row.getString("walk"), row.getString("type"))));
        return walks;
    }
}
