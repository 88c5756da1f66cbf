package com.in2peta.inference.persistence;

import com.in2peta.inference.api.UsageCosts.Cost;
import com.in2peta.inference.api.UsageCosts.Grouping;
import com.in2peta.inference.api.UsageCosts.Selection;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Sums over the rows of predictions, which hold the cost that the ledger was told. */
@ApplicationScoped
public class CostTable {

    private static final int CURRENCY_LENGTH = 3;
    private static final int LAST_YEAR = 9_999;

    /** By an id where it can be: PostgreSQL compares sixteen bytes faster than their text, and finds them in the index that is there. */
    private record Expression(String sql, String type) {

        static Expression of(Grouping grouping) {
            return switch (grouping) {
                case DAY -> new Expression("(p.completed_at at time zone 'UTC')::date", "date");
                case KEY -> new Expression("coalesce(p.api_key_id, '" + NONE + "')", "uuid");
                case MODEL -> new Expression("p.model collate \"C\"", "text");
                case END_USER -> new Expression("coalesce(p.end_user, '') collate \"C\"", "text");
                case PREDICTION -> new Expression("p.id", "uuid");
            };
        }
    }

    /** Conditions that must all hold, with their parameters. */
    private static final class Where {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        Where and(String condition, Object... values) {
            conditions.add(condition);
            parameters.addAll(List.of(values));
            return this;
        }

        String sql() {
            return String.join(" and ", conditions);
        }

        Object[] parameters() {
            return parameters.toArray();
        }
    }

    private static final UUID NONE = new UUID(0, 0);
    private static final String SUMS = """
            count(*) as predictions, count(*) filter (where p.status = 'succeeded') as succeeded,
            coalesce(sum(p.run_millis), 0)::bigint as run_millis, coalesce(sum(p.cost_micros), 0)::bigint as cost_micros""";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    /**
     * Within the caller's transaction. A period is one of ends, when costs are charged, and found by creation: an index on the end would take
     * from every completion its place on the row's own page.
     *
     * @param longestLife of a prediction: what ended in a period was created at most this long before it
     */
    public List<Cost> list(UUID organizationId, Selection selection, Duration longestLife, Instant notBefore) {
        String group = Expression.of(selection.grouping()).sql();
        Instant createdFrom = selection
                .from()
                .map(from -> from.minus(longestLife))
                .filter(notBefore::isBefore)
                .orElse(notBefore);
        Where where = new Where()
                .and("p.organization_id = ?", organizationId)
                .and("p.created_at >= ?", createdFrom)
                .and("p.completed_at is not null");
        selection.from().ifPresent(from -> where.and("p.completed_at >= ?", from));
        selection.to().ifPresent(to -> where.and("p.completed_at < ? and p.created_at < ?", to, to));
        Slice slice = selection.slice();
        slice.position().ifPresent(position -> beyond(where, selection, position));
        String sql = "select " + group + " as \"group\", p.currency, " + SUMS + " from inference.prediction p where "
                + where.sql() + " group by 1, 2 order by 1 " + slice.order() + ", 2 " + slice.order() + " limit "
                + slice.limit();
        return slice.newestFirst(Sql.query(database, sql, CostTable::cost, where.parameters()));
    }

    private static void beyond(Where where, Selection selection, String position) {
        Expression group = Expression.of(selection.grouping());
        where.and(
                "(" + group.sql() + ", p.currency) " + selection.slice().comparison() + " (?::" + group.type()
                        + ", ?::bpchar)",
                group(selection.grouping(), position),
                currency(position));
    }

    private static Cost cost(ResultSet row) throws SQLException {
        String group = row.getString("group");
        return new Cost(
                Optional.of(group).filter(text -> !text.isEmpty() && !text.equals(NONE.toString())),
                Optional.empty(),
                row.getLong("predictions"),
                row.getLong("succeeded"),
                row.getLong("run_millis"),
                row.getLong("cost_micros"),
                row.getString("currency"));
    }

    private static String currency(String position) {
        if (position.length() < CURRENCY_LENGTH || position.indexOf('\0') >= 0) {
            throw Slice.invalid();
        }
        return position.substring(0, CURRENCY_LENGTH);
    }

    private static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        if (day.getYear() < 1 || day.getYear() > LAST_YEAR) {
            throw Slice.invalid();
        }
        return day;
    }

    /** A position is a caller's: what is no value of the group's type must not reach PostgreSQL. */
    private static String group(Grouping grouping, String position) {
        String text = position.substring(currency(position).length());
        try {
            return switch (grouping) {
                case DAY -> day(text).toString();
                case KEY, PREDICTION ->
                    text.isEmpty() ? NONE.toString() : UUID.fromString(text).toString();
                case MODEL, END_USER -> text;
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Slice.invalid();
        }
    }
}
