package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.Whose.Condition;
import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an erasure does in one table. Rows are counted and touched with one and the same predicate, so that the counts cannot differ from the
 * deed for any other reason than time.
 *
 * @param element the table, or the table and column; the name in {@code request_task}
 * @param predicate which rows, with {@code ?} for the parameters
 * @param change what becomes of a column, as {@code column = expression}; only for {@link Kind#FORGET}
 * @param walk the column, after the owner's, in whose ranges the rows are touched; without it rows are deleted in one statement
 * @param reason why rows stay; only for {@link Kind#KEEP}
 * @param keeps how long they stay; only for {@link Kind#KEEP}
 */
record Deed(
        String element,
        Kind kind,
        String table,
        String predicate,
        List<String> parameters,
        Optional<String> change,
        Optional<Walk> walk,
        Optional<String> reason,
        Optional<TemporalAmount> keeps) {

    enum Kind {
        DELETE,
        FORGET,
        KEEP
    }

    /** A column in whose order an index holds the rows of an owner, and its type. */
    record Walk(String column, String type) {}

    static Deed delete(String table, Condition rows, Optional<Walk> walk) {
        return new Deed(
                table,
                Kind.DELETE,
                table,
                rows.sql(),
                List.of(rows.parameter()),
                Optional.empty(),
                walk,
                Optional.empty(),
                Optional.empty());
    }

    static Deed forget(String table, String column, Condition rows, String value) {
        return new Deed(
                table + "." + column,
                Kind.FORGET,
                table,
                rows.sql(),
                List.of(rows.parameter()),
                Optional.of(column + " = " + value),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Deed keep(String table, Condition rows, String reason, TemporalAmount keeps) {
        return new Deed(
                table,
                Kind.KEEP,
                table,
                rows.sql(),
                List.of(rows.parameter()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                Optional.of(keeps).filter(period -> !period.equals(Period.ZERO)));
    }

    /** The action in {@code request_task}. */
    String action() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Until when the youngest of the rows may stay; empty when no period says so. */
    Optional<LocalDate> until(Instant now) {
        return keeps.map(period ->
                LocalDate.ofInstant(now.atZone(ZoneOffset.UTC).plus(period).toInstant(), ZoneOffset.UTC));
    }

    long count(Connection connection) throws SQLException {
        return Sql.query(
                        connection,
                        "select count(*) from " + table + " where " + predicate,
                        row -> row.getLong(1),
                        parameters.toArray())
                .get(0);
    }

    /**
     * Where the next range ends: {@code rows} rows further on, or empty when fewer are left. Beginning behind the last range, the search never
     * walks over what was deleted before.
     */
    Optional<String> bound(Connection connection, Optional<String> after, int rows) throws SQLException {
        Walk by = walk.orElseThrow();
        return Sql.query(
                        connection,
                        "select " + by.column() + "::text from " + table + " where " + predicate + behind(by, after)
                                + " order by " + by.column() + " offset " + (rows - 1) + " limit 1",
                        row -> Optional.ofNullable(row.getString(1)),
                        parameters(after))
                .stream()
                .findFirst()
                .orElse(Optional.empty());
    }

    /** Deletes the rows of one range, both ends optional, or changes some of the rows that are left to change; answers how many. */
    int apply(Connection connection, Optional<String> after, Optional<String> upTo) throws SQLException {
        String range = walk.map(by -> behind(by, after)
                        + upTo.map(bound -> " and " + by.column() + " <= ?::" + by.type())
                                .orElse(""))
                .orElse("");
        List<Object> all = new ArrayList<>(List.of(parameters(walk.flatMap(by -> after))));
        upTo.ifPresent(all::add);
        return Sql.update(
                connection,
                change.map(value -> "update " + table + " set " + value
                                + " where (tableoid, ctid) in (select tableoid, ctid from " + table + " where "
                                + predicate + " limit " + RowEraser.ROWS + ")")
                        .orElse("delete from " + table + " where " + predicate + range),
                all.toArray());
    }

    private static String behind(Walk by, Optional<String> after) {
        return after.map(bound -> " and " + by.column() + " > ?::" + by.type()).orElse("");
    }

    private Object[] parameters(Optional<String> after) {
        List<Object> all = new ArrayList<>(parameters);
        after.ifPresent(all::add);
        return all.toArray();
    }
}
