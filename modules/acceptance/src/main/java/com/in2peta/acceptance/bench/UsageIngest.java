package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.inference.persistence.UsageLogTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;

/** R10: rows of the usage log, a thousand in a transaction as the product writes them, against one COPY BINARY of the same rows. */
final class UsageIngest implements Benchmark {

    private static final int ROWS = 200_000;
    /** As the product's buffer does it. */
    private static final int BATCH = 1_000;

    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "r10";
    }

    @Override
    public String title() {
        return "rows/s into the usage log as the product writes it / one COPY BINARY of the same rows";
    }

    @Override
    public double wanted() {
        return 0.25;
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
        List<ApiCall> calls = calls(lab, organization);
        byte[] binary = binary(lab, organization);
        ArrayNode raw = result.putArray("raw");
        Series ours = new Series();
        Series reference = new Series();
        for (int round = -1; round < ROUNDS; round++) {
            double written = write(lab, calls);
            empty(lab, organization);
            double copied = copy(lab, binary);
            empty(lab, organization);
            raw.add("round " + round + ": " + Math.round(written) + " rows/s, COPY " + Math.round(copied) + " rows/s");
            if (round >= 0) { // the round before the first one warms both sides up
                ours.add(written);
                reference.add(copied);
            }
        }
        result.put("unit", "rows/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings").put("rows", ROWS).put("rowsInATransaction", BATCH);
        return ours.median() / reference.median();
    }

    private static double write(Lab lab, List<ApiCall> calls) throws IOException, SQLException {
        try (Connection connection = Wired.connect(lab, "in2p_batch")) {
            UsageLogTable table = Wired.wire(new UsageLogTable(), "batchDatabase", connection);
            long begun = System.nanoTime();
            for (int i = 0; i < calls.size(); i += BATCH) {
                table.write(calls.subList(i, Math.min(i + BATCH, calls.size())));
            }
            return calls.size() * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static double copy(Lab lab, byte[] binary) throws IOException, SQLException {
        try (Connection connection = lab.connect()) {
            long begun = System.nanoTime();
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy inference.usage_log (" + UsageRows.COLUMNS + ") from stdin (format binary)",
                            new ByteArrayInputStream(binary));
            return rows * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static byte[] binary(Lab lab, UUID organization) throws IOException, SQLException {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        try (Connection connection = lab.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + UsageRows.select(organization, ROWS) + ") to stdout (format binary)", binary);
        }
        return binary.toByteArray();
    }

    private static List<ApiCall> calls(Lab lab, UUID organization) throws SQLException {
        List<ApiCall> calls = new ArrayList<>(ROWS);
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(UsageRows.select(organization, ROWS))) {
            while (row.next()) {
                calls.add(new ApiCall(
                        row.getTimestamp(1).toInstant(),
                        organization,
                        row.getObject(3, UUID.class),
                        Optional.of(row.getObject(4, UUID.class)),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8),
                        row.getLong(9)));
            }
        }
        return calls;
    }

    private static void empty(Lab lab, UUID organization) throws SQLException {
        lab.execute(
                "delete from inference.usage_log where organization_id = '" + organization + "'",
                "vacuum inference.usage_log",
                "checkpoint");
    }
}
