package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Canaries;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.PlentyOfRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The erasure of somebody with 250,000 rows, all steps of the job but the two that search the whole database, against ten seconds: a search takes
 * as long as the database is large, whoever is erased, and is told by itself. Beside it, what a read of somebody else takes meanwhile, against
 * what it takes when nothing is erased.
 */
final class Erasure implements Benchmark {

    private static final int ROWS = 250_000;
    private static final int ROUNDS = 3;
    private static final double WANTED_SECONDS = 10;
    private static final long PATIENCE_SECONDS = 600;
    private static final int QUIET_READS = 300;
    private static final String CLOSED = "select count(*) from compliance.request where id = ? and state = 'closed'";
    private static final String STEPS = """
            select coalesce(sum(extract(epoch from s.endtime - s.starttime)), 0) from batch.jbatchstepexecutioninstancedata s
            join compliance.job_run r on r.execution_id = s.jobexecid where r.subject = ? and s.stepname""";
    private static final String WORK = STEPS + " not like 'scan-%'";
    private static final String SEARCH = STEPS + " like 'scan-%'";
    private static final String ALL_ROWS =
            "select sum(n_live_tup) from pg_stat_all_tables where ?::uuid is not null and n_live_tup > 0";

    @Override
    public String name() {
        return "erasure";
    }

    @Override
    public String title() {
        return "seconds to erase a person with 250,000 rows, without the searches / 10 seconds";
    }

    @Override
    public double wanted() {
        return 1;
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
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Series ours = new Series();
        Series wanted = new Series();
        Series search = new Series();
        List<Double> quiet = new ArrayList<>();
        List<Double> meanwhile = new ArrayList<>();
        Customer bystander = lab.newCustomer();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < QUIET_READS; i++) {
                quiet.add(readMillis(bystander));
            }
            ours.add(erase(lab, bystander, meanwhile, search, round));
            wanted.add(WANTED_SECONDS);
        }
        result.put("unit", "s");
        result.set("ours", ours.json());
        result.set("reference", wanted.json());
        ObjectNode searches = result.putObject("bothSearches");
        searches.set("seconds", search.json());
        try (Connection connection = lab.connect()) {
            searches.put("rowsInTheDatabase", (long) number(connection, ALL_ROWS, new UUID(0, 0)));
        }
        result.putObject("bystandersReadMillis")
                .put("quietMedian", at(quiet, 0.5))
                .put("quiet99", at(quiet, 0.99))
                .put("meanwhileMedian", at(meanwhile, 0.5))
                .put("meanwhile99", at(meanwhile, 0.99));
        result.putObject("settings").put("rows", ROWS).put("rowsInARange", 20_000);
        lab.broken().forEach(result.putArray("brokenInvariants")::add);
        return ours.median() / WANTED_SECONDS;
    }

    /** By the times of the job's steps; the sweep that starts it is no part of them. */
    private static double erase(Lab lab, Customer bystander, List<Double> meanwhile, Series search, int round)
            throws SQLException {
        Customer person = lab.newCustomer();
        try (Connection connection = lab.connect()) {
            UUID[] ids = ids(connection, person);
            for (String insert : PlentyOfRows.of(ids[0], ids[1], ROWS, new Canaries(round))) {
                execute(connection, insert);
            }
            execute(connection, "vacuum analyze", "checkpoint");
            UUID request = UUID.fromString(person.apiByToken()
                    .post("/v1/privacy/requests", Map.of("kind", "erasure", "password", Customer.PASSWORD))
                    .expect(202)
                    .body()
                    .path("id")
                    .asText());
            execute(connection, "update compliance.request set cooling_until = now() where id = '" + request + "'");
            Platform.await("the end of the erasure", PATIENCE_SECONDS, () -> {
                if (number(connection, "select count(*) from compliance.request_task where request_id = ?", request)
                        > 0) {
                    meanwhile.add(readMillis(bystander));
                }
                return number(connection, CLOSED, request) > 0;
            });
            search.add(number(connection, SEARCH, request));
            return number(connection, WORK, request);
        }
    }

    private static double readMillis(Customer customer) {
        long begun = System.nanoTime();
        customer.api().get("/v1/predictions").expect(200);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double at(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    private static UUID[] ids(Connection connection, Customer customer) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select p.organization_id, p.id from identity.person p join identity.organization o using (organization_id)"
                        + " where o.username = ?")) {
            query.setString(1, customer.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)};
            }
        }
    }

    private static double number(Connection connection, String sql, UUID parameter) {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
