package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** R15: a page of twenty predictions by cursor, with their inputs opened, against the statements that read the rows by pgbench. */
final class ListRate implements Benchmark {

    private static final int PAGE = 100;
    private static final int ROWS = 20;
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 10;
    private static final int WARM_WINDOWS = 16;
    private static final List<Integer> CLIENTS = List.of(8, 16);

    /** What the product asks within one transaction, as its own role, with row-level security. */
    private static final String TRANSACTION = """
            begin;
            select set_config('app.organization', '%1$s', true), set_config('app.purpose', 'inference', true), kernel.current_organization() is null;
            select p.id, p.organization_id, p.model, p.version_id, p.status, p.currency, p.run_millis, p.cost_micros, p.created_at, p.started_at, \
            p.completed_at, p.payload_expires_at, p.deployment, p.end_user, p.deadline, p.tries from inference.prediction p \
            where p.organization_id = '%1$s' and p.created_at >= now() - interval '90 days' and p.id < '%2$s' order by p.id desc limit 101;
            select prediction_id, sealed_key, input, output, error, logs from inference.payload \
            where expires_at = any ('%3$s') and prediction_id = any ('%4$s');
            commit;
            """;

    @Override
    public String name() {
        return "r15";
    }

    @Override
    public String title() {
        return "pages of 20 predictions by cursor/s / pgbench of their SELECTs";
    }

    @Override
    public double wanted() {
        return 0.3;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk", "pgbench");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Customer customer = lab.newCustomer();
        customer.buy("inr-500");
        String version = Customers.publishCheapVersion(customer);
        for (int i = 0; i < PAGE + ROWS; i++) {
            String id = customer.predict(version, Api.JSON.valueToTree(Map.of("text", "number " + i)))
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            customer.api().post("/v1/predictions/" + id + "/cancel", Map.of()).expect(200);
        }
        lab.execute("vacuum analyze inference.prediction", "vacuum analyze inference.payload");
        String next = next(customer);
        Path sql = statements(lab, customer);
        Wrk wrk = Wrk.get(next, CONNECTIONS, "Authorization: Bearer " + customer.key());
        int seconds = Extent.seconds(SECONDS);
        Series warm = new Series();
        for (int i = 0; i < WARM_WINDOWS && !warm.isSteady(); i++) {
            warm.add(wrk.run(Math.max(1, seconds / 2)).perSecond());
        }
        Series ours = new Series();
        Map<Integer, Series> reference = Map.of(CLIENTS.get(0), new Series(), CLIENTS.get(1), new Series());
        ArrayNode raw = result.putArray("raw");
        Cpu cpu = new Cpu(lab);
        double pages = 0;
        for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
            cpu.begin();
            Wrk.Window window = wrk.run(seconds);
            cpu.end();
            ours.add(window.perSecond());
            pages += window.perSecond() * seconds;
            raw.add(window.said());
            for (int clients : CLIENTS) {
                String said = PgBench.run(lab, sql, clients, seconds);
                reference.get(clients).add(PgBench.perSecond(said));
                raw.add(said);
            }
        }
        Series best = reference.values().stream()
                .max(Comparator.comparingDouble(Series::median))
                .orElseThrow();
        result.put("unit", "pages/s");
        result.set("warmUp", warm.json());
        result.set("ours", ours.json());
        result.set("reference", best.json());
        reference.forEach((clients, series) -> result.set("pgbench" + clients, series.json()));
        result.set("cpu", cpu.json(pages));
        result.putObject("settings")
                .put("connections", CONNECTIONS)
                .put("seconds", seconds)
                .put("platform", Lab.SETTING)
                .put("statements", Files.readString(sql).strip());
        return ours.median() / best.median();
    }

    /** The link to the second page. */
    private static String next(Customer customer) {
        String next = customer.api()
                .get("/v1/predictions")
                .expect(200)
                .body()
                .path("next")
                .asText();
        JsonNode page = customer.api().get(next).expect(200).body();
        if (page.path("results").size() != ROWS) {
            throw new IllegalStateException("a page of " + page.path("results").size());
        }
        return next;
    }

    private static Path statements(Lab lab, Customer customer) throws IOException, SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement query = connection.prepareStatement("""
                        select organization_id, max(id::text) filter (where place = %1$d),
                            array_agg(payload_expires_at) filter (where place > %1$d), array_agg(id) filter (where place > %1$d)
                        from (
                            select *, row_number() over (order by id desc) as place from inference.prediction
                            where organization_id = (select organization_id from identity.organization where username = ?)) p
                        group by organization_id
                        """.formatted(PAGE))) {
            query.setString(1, customer.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Files.writeString(
                        lab.folder().resolve("r15.pgbench"),
                        TRANSACTION.formatted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
    }
}
