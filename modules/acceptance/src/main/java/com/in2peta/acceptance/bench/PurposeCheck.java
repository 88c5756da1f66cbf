package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What it costs that each transaction names a purpose and each policy asks whether it is open: the shortest transaction that there is, a read by key. */
final class PurposeCheck implements Benchmark {

    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int WARM_CALLS = 500;
    private static final int CHECK_EVERY = 16;
    private static final int OTHERS = 10_000;
    private static final String FUNCTION = "select pg_get_functiondef('kernel.current_organization()'::regprocedure)";
    private static final String WITHOUT = """
            create or replace function kernel.current_organization() returns uuid language sql stable parallel safe
            return nullif(current_setting('app.organization', true), '')::uuid""";

    @Override
    public String name() {
        return "purpose";
    }

    @Override
    public String title() {
        return "microseconds of a transaction that reads one row, with a purpose / with an organization alone";
    }

    @Override
    public double wanted() {
        return 1.25;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of();
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws SQLException {
        Customer customer = lab.newCustomer();
        // Others have objected: the table that is asked is not empty.
        lab.execute(
                "insert into kernel.closed_purpose select gen_random_uuid(), 'trends', 'objection', now() from generate_series(1, "
                        + OTHERS + ")",
                "vacuum analyze kernel.closed_purpose");
        UUID organization = UsageRows.organization(lab, customer);
        Series ours = new Series();
        Series reference = new Series();
        try (Connection owner = lab.connect();
                Connection application = lab.connect()) {
            String with = text(owner);
            execute(application, "set role in2p_app");
            application.setAutoCommit(false);
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    execute(owner, with);
                    ours.add(micros(application, organization, true));
                    execute(owner, WITHOUT);
                    reference.add(micros(application, organization, false));
                }
            } finally {
                execute(owner, with);
            }
        }
        result.put("unit", "microseconds");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings").put("closedPurposes", OTHERS);
        return ours.median() / reference.median();
    }

    private static double micros(Connection connection, UUID organization, boolean purpose) throws SQLException {
        for (int i = 0; i < WARM_CALLS; i++) {
            read(connection, organization, purpose);
        }
        long begin = System.nanoTime();
        long calls = 0;
        long passed;
        do {
            for (int i = 0; i < CHECK_EVERY; i++) {
                read(connection, organization, purpose);
            }
            calls += CHECK_EVERY;
            passed = System.nanoTime() - begin;
        } while (passed < ROUND_NANOS);
        return passed / 1_000.0 / calls;
    }

    private static void read(Connection connection, UUID organization, boolean purpose) throws SQLException {
        if (purpose) {
            Tenancy.enter(connection, organization, Purpose.ACCOUNT);
        } else {
            try (PreparedStatement set =
                    connection.prepareStatement("select set_config('app.organization', ?, true)")) {
                set.setString(1, organization.toString());
                set.execute();
            }
        }
        try (PreparedStatement read =
                connection.prepareStatement("select username from identity.organization where organization_id = ?")) {
            read.setObject(1, organization);
            try (ResultSet row = read.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the row is not seen");
                }
            }
        }
        connection.commit();
    }

    private static String text(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FUNCTION)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
