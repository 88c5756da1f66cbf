package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One table from which a rule destroys rows. Whatever is counted here is counted by the predicate that destroys. */
public interface Retained {

    /**
     * What is due at a moment.
     *
     * @param rows that go
     * @param held that stay, or are put aside, because a legal hold covers them
     * @param units partitions, of tables that are dropped in whole ones
     */
    record Due(long rows, long held, int units) {}

    /**
     * What one transaction destroys.
     *
     * @param table the table of {@link #table}
     * @param unit a partition, or the end of a range
     * @param asOf the moment at which it was due
     */
    record Piece(String table, String unit, Optional<Instant> from, Instant until, Instant asOf) {}

    /** As the catalogue names it, {@code schema.table}. */
    String table();

    /** The code of the rule. */
    String rule();

    Due due(Instant asOf);

    /** Everything that is due, cut into transactions, oldest first. */
    List<Piece> pieces(Instant asOf);

    /** Destroys a piece in the caller's transaction and answers how many rows went for good. A piece that is gone is no error. */
    long destroy(Piece piece);

    /** By how long the oldest row is past its time. */
    Optional<Duration> overdue(Instant now);

    /** Whether a row's time begins in the future: then a clock was wrong, and nothing here can be trusted. */
    default boolean isAhead(Instant now) {
        return false;
    }

    /** How many rows there are, roughly; for comparison with what is due. */
    default long size() {
        return Long.MAX_VALUE;
    }

    /** The answer of a query of one number. */
    static long number(javax.sql.DataSource database, String sql, Object... parameters) {
        return Sql.query(database, sql, row -> row.getLong(1), parameters).get(0);
    }
}
