package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** R1: predictions accepted over HTTP against the same admission by pgbench, one prediction in each transaction. */
final class Admission implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 10;
    private static final int WARM_WINDOWS = 8;
    private static final List<Integer> CLIENTS = List.of(8, 16);
    private static final String STATEMENT =
            "select inference.admit(array[gen_random_uuid()], array['%s'::uuid], array['%s'::uuid],"
                    + " array['%s'::uuid], array['%s'::uuid], array['%s'], array['%s'], array['worker'], array['language-identifier'],"
                    + " array[false], array['INR']::bpchar[], array[1::bigint], array[30], array[30::bigint], array['%s'::uuid], array['worker/language-identifier'], array['0'],"
                    // As long as the sealed input that the other side writes, and its wrapped key.
                    + " array[decode(repeat('a5', 70), 'hex')], array[decode(repeat('5a', 70), 'hex')], array[date_trunc('hour', now())],"
                    + " array[null]::bytea[], array[null]::bytea[], array[null]::text[], array[null]::text[], array[false],"
                    + " array[null]::timestamptz[], array[null]::bytea[], array[null]::text[], array[null]::uuid[],"
                    + " array[null]::timestamptz[], now(), make_interval(secs => 86400));\n";

    @Override
    public String name() {
        return "r1";
    }

    @Override
    public String title() {
        return "accepted predictions/s over HTTP / pgbench of the same admission, one in a transaction";
    }

    @Override
    public double wanted() {
        return 0.35;
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
        customer.buy("inr-10000");
        String version = Customers.publishCheapVersion(customer);
        Wrk wrk = Wrk.scripted(
                lab.url() + "/v1/predictions",
                CONNECTIONS,
                Customers.script(lab.folder(), "r1", List.of(customer.key()), version));
        Path sql = statement(lab, customer, version);
        ArrayNode raw = result.putArray("raw");
        List<String> broken = new ArrayList<>();
        Series warm = new Series();
        for (int i = 0; i < WARM_WINDOWS && !warm.isSteady(); i++) {
            warm.add(wrk.run(SECONDS / 2).perSecond());
        }
        Series ours = new Series();
        Map<Integer, Series> reference = Map.of(CLIENTS.get(0), new Series(), CLIENTS.get(1), new Series());
        Cpu cpu = new Cpu(lab);
        double accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lab.emptyTables();
            cpu.begin();
            Wrk.Window window = wrk.run(SECONDS);
            cpu.end();
            ours.add(window.perSecond());
            accepted += window.perSecond() * SECONDS;
            raw.add(window.said());
            broken.addAll(lab.broken());
            for (int clients : CLIENTS) {
                lab.emptyTables();
                String said = PgBench.run(lab, sql, clients, SECONDS);
                reference.get(clients).add(PgBench.perSecond(said));
                raw.add(said);
            }
        }
        Series best = reference.values().stream()
                .max(java.util.Comparator.comparingDouble(Series::median))
                .orElseThrow();
        result.put("unit", "predictions/s");
        result.set("warmUp", warm.json());
        result.set("ours", ours.json());
        result.set("reference", best.json());
        reference.forEach((clients, series) -> result.set("pgbench" + clients, series.json()));
        result.set("cpu", cpu.json(accepted));
        result.putObject("settings")
                .put("connections", CONNECTIONS)
                .put("seconds", SECONDS)
                .put("platform", Lab.SETTING + ": admission alone is measured, on both sides")
                .put("account", "one account, both sides")
                .put("statement", Files.readString(sql).strip());
        broken.forEach(result.putArray("brokenInvariants")::add);
        return broken.isEmpty() ? ours.median() / best.median() : 0;
    }

    private static Path statement(Lab lab, Customer customer, String version) throws IOException, SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement query = connection.prepareStatement("""
                        select o.organization_id, k.created_by, k.id, m.id, m.owner || '/' || m.name
                        from identity.organization o
                            join identity.api_key k on k.organization_id = o.organization_id
                            join models.model m on m.organization_id = o.organization_id
                        where o.username = ?
                        """)) {
            query.setString(1, customer.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Files.writeString(
                        lab.folder().resolve("r1.pgbench"),
                        STATEMENT.formatted(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                version,
                                row.getString(1)));
            }
        }
    }
}
