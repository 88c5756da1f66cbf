package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Staff;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** R9: rows that the job puts into a package against the same rows, in the same order, out of PostgreSQL by COPY and into nothing. */
final class ExportRows implements Benchmark {

    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final long PATIENCE_SECONDS = 300;

    @Override
    public String name() {
        return "r9";
    }

    @Override
    public String title() {
        return "exported rows/s (JSON lines, gzip, SHA-256, sealed, kept) / COPY of the same rows to nothing";
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
        return List.of();
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Customer customer = lab.newCustomer();
        UUID organization = UsageRows.organization(lab, customer);
        lab.execute(
                "insert into inference.usage_log (" + UsageRows.COLUMNS + ") " + UsageRows.select(organization, ROWS),
                "vacuum analyze inference.usage_log");
        String query = "select " + UsageRows.COLUMNS + " from inference.usage_log where organization_id = '"
                + organization + "' order by " + UsageRows.COLUMNS;
        ArrayNode raw = result.putArray("raw");
        Series ours = new Series();
        Series wholeJob = new Series();
        Series reference = new Series();
        Cpu cpu = new Cpu(lab);
        for (int round = -1; round < ROUNDS; round++) {
            lab.execute("checkpoint");
            cpu.begin();
            JsonNode made = export(lab, organization);
            cpu.end();
            lab.execute("checkpoint");
            double copied = copy(lab, query);
            raw.add("round " + round + ": " + made + ", COPY " + Math.round(copied) + " rows/s");
            if (round >= 0) { // the round before the first one warms both sides up
                ours.add(made.path("rowsPerSecond").asDouble());
                wholeJob.add(made.path("jobSeconds").asDouble());
                reference.add(copied);
            }
        }
        result.put("unit", "rows/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.set("secondsOfTheWholeJob", wholeJob.json());
        result.set("cpu", cpu.json((double) ROWS * (ROUNDS + 1)));
        result.putObject("settings")
                .put("rows", ROWS)
                .put(
                        "ours",
                        "the files of JSON lines, from their begin to their commit; the whole job also counts and writes CSV")
                .put("query", query);
        return ours.median() / reference.median();
    }

    /** Of the files of JSON lines: rows and seconds, from when each was begun to when it was committed. */
    private static JsonNode export(Lab lab, UUID organization) throws SQLException {
        UUID request = UUID.randomUUID();
        lab.execute("""
                insert into compliance.request (id, kind, regime, channel, person_id, organization_id, state, identity_level,
                    policy_version, catalogue_sha256, received_at, due_at, subject_ref)
                select '%s', 'access', 'gdpr', 'self-service', id, organization_id, 'running', 3, 1, repeat('0', 64), now(), now() + interval '1 month', sha256(id::text::bytea)
                from identity.person where organization_id = '%s'""".formatted(request, organization));
        Api staff = Staff.of(lab.platform());
        String run = Staff.start(staff, "export", request);
        String state = Staff.await(staff, run, PATIENCE_SECONDS).path("state").asText();
        if (!state.equals("completed")) {
            throw new AssertionError("the run is " + state);
        }
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sum(rows), extract(epoch from sum(ended_at - started_at)), sum(bytes),
                            (select extract(epoch from max(ended_at) - min(e.counted_at)) from compliance.export_file f
                                join compliance.export e using (request_id) where request_id = '%s')
                        from compliance.export_file where request_id = '%s' and path like 'data/inference/usage_log/%%.ndjson.gz'
                        """.formatted(request, request))) {
            row.next();
            ObjectNode made = Api.JSON.createObjectNode();
            made.put("rows", row.getLong(1)).put("seconds", row.getDouble(2)).put("bytes", row.getLong(3));
            made.put("rowsPerSecond", row.getLong(1) / row.getDouble(2)).put("jobSeconds", row.getDouble(4));
            lab.execute("delete from compliance.export where request_id = '" + request + "'");
            return made;
        }
    }

    private static double copy(Lab lab, String query) throws IOException, SQLException {
        try (Connection connection = lab.connect()) {
            long begun = System.nanoTime();
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout", OutputStream.nullOutputStream());
            return rows * 1e9 / (System.nanoTime() - begun);
        }
    }
}
