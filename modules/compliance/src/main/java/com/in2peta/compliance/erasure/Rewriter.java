package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * VACUUM FULL, table by table: it is no part of any transaction, takes the table for itself while it works, and so is for small ones. Larger ones
 * have partitions that are dropped, or space that is written over.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Rewriter {

    private static final long LARGEST_BYTES = 64L << 20;
    private static final String IN_USE = "55P03";

    /** Samples of values last, for the tables that are read anew renew them. */
    private static final String TABLES = """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and not c.relispartition and pg_total_relation_size(c.oid) <= ?
                and (n.nspname || '.' || c.relname = any (?) or c.oid = 'pg_catalog.pg_statistic'::regclass)
            order by n.nspname = 'pg_catalog', 1""";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Catalogue catalogue;

    public List<String> tables() {
        Object[] personal = catalogue.tables().entrySet().stream()
                .filter(table -> !table.getValue().personal().isEmpty())
                .map(java.util.Map.Entry::getKey)
                .toArray();
        return Sql.query(database, TABLES, row -> row.getString(1), LARGEST_BYTES, new Values("text", personal));
    }

    /** False when somebody else was using the table. */
    public boolean rewrite(String table) {
        return Sql.with(database, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '2s'");
                statement.execute("vacuum (full, analyze) " + table);
                return true;
            } catch (SQLException e) {
                if (IN_USE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            } finally {
                reset(connection);
            }
        });
    }

    /** The connection goes back to its pool as it came. */
    private static void reset(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("reset lock_timeout");
        }
    }
}
