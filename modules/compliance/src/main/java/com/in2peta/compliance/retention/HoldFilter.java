package com.in2peta.compliance.retention;

import com.in2peta.kernel.database.Sql.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The condition in SQL that some hold covers a row {@code t}, and its parameters. */
final class HoldFilter {

    private final String sql;
    private final List<Object> parameters;

    private HoldFilter(String sql, List<Object> parameters) {
        this.sql = sql;
        this.parameters = parameters;
    }

    /**
     * Of one table.
     *
     * @param organization the column that says whose a row is
     * @param anchor the column with the time
     * @param lead how far the anchor lies beyond the event
     */
    static HoldFilter of(List<Hold> holds, Optional<String> organization, String anchor, Duration lead) {
        if (holds.isEmpty()) {
            return new HoldFilter("false", List.of());
        }
        String whose = organization
                .map(column -> "h.organization_id is null or h.organization_id = t." + column)
                .orElse("h.organization_id is null");
        String event = "t." + anchor + " - make_interval(secs => " + lead.toSeconds() + ")";
        return new HoldFilter(
                "exists (select from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[]) h (organization_id, starts_at, ends_at)"
                        + " where (" + whose + ") and (h.starts_at is null or " + event + " >= h.starts_at)"
                        + " and (h.ends_at is null or " + event + " < h.ends_at))",
                List.of(
                        values("uuid", holds, Hold::organizationId),
                        values("timestamptz", holds, Hold::starts),
                        values("timestamptz", holds, Hold::ends)));
    }

    String sql() {
        return sql;
    }

    /** The parameters of a statement in which this condition comes last, or first. */
    Object[] after(Object... others) {
        List<Object> all = new ArrayList<>(List.of(others));
        all.addAll(parameters);
        return all.toArray();
    }

    Object[] before(Object... others) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(others));
        return all.toArray();
    }

    static <T> Values values(String type, List<Hold> holds, Function<Hold, Optional<T>> field) {
        return new Values(
                type, holds.stream().map(field).map(value -> value.orElse(null)).toArray());
    }
}
