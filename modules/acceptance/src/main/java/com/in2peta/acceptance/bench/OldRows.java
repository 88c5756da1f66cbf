package com.in2peta.acceptance.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows whose time is over, made by the hundred thousand. */
final class OldRows {

    private OldRows() {}

    /** Predictions without content that ended more than ninety days ago. */
    static void predictions(Lab lab, int rows) throws SQLException {
        fill(lab, """
                insert into inference.prediction (id, organization_id, model_id, model, version_id, status, currency, price_micros_per_second,
                    hold_micros, created_at, completed_at)
                select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'somebody/a-model', repeat('0', 64), 'succeeded', 'INR', 1, 1, t, t
                from (select now() - interval '95 days' + n * interval '0.1 s' as t from generate_series(1, ?) n) r""", rows);
        lab.execute("vacuum analyze inference.prediction");
    }

    /** Calls in a day's partition of their own, so many days ago. */
    static void calls(Lab lab, int daysAgo, int rows) throws SQLException {
        String day = day(lab, daysAgo);
        lab.execute("select inference.make_partition('usage_log', " + day + ", " + day + " + interval '1 day')");
        fill(lab, """
                insert into inference.usage_log (occurred_at, organization_id, person_id, api_key_id, request_id, method, route, status,
                    duration_micros)
                select %s + n * interval '0.01 s', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text, 'POST',
                    '/v1/predictions', 201, 1000
                from generate_series(1, ?) n""".formatted(day), rows);
        lab.execute("vacuum analyze inference.usage_log");
        leaveAlone(lab, day);
    }

    /** A partition of that age was vacuumed long ago. One that is being vacuumed would make its drop wait. */
    private static void leaveAlone(Lab lab, String day) throws SQLException {
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select format('alter table inference.%I set (autovacuum_enabled = false)', partition) from inference.partitions"
                                + " where store = 'usage_log' and lower_bound = " + day)) {
            row.next();
            lab.execute(row.getString(1));
        }
    }

    /** The beginning of a day in UTC, as a constant of SQL. */
    static String day(Lab lab, int daysAgo) throws SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select format('timestamptz %L', date_trunc('day', now() - make_interval(days => ?), 'UTC'))")) {
            query.setInt(1, daysAgo);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void fill(Lab lab, String sql, int rows) throws SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, rows);
            insert.execute();
        }
    }
}
