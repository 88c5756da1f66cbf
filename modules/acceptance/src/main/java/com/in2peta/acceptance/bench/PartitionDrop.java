package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** R8: the same calls gone by the drop of their partition, counted first as the job does, against one DELETE, while predictions come in. */
final class PartitionDrop implements Benchmark {

    private static final int ROWS = 2_000_000;
    private static final int ROUNDS = 5;
    private static final int FIRST_DAY = 120;
    private static final int PER_SECOND = 100;
    private static final int LOAD_SECONDS = 15;

    @Override
    public String name() {
        return "r8";
    }

    @Override
    public String title() {
        return "rows/s purged by the drop of a partition / by one DELETE, under load";
    }

    @Override
    public double wanted() {
        return 15;
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
        Customer owner = lab.newCustomer();
        String version = Customers.publishCheapVersion(owner);
        Api caller = owner.api().as(Customers.create(lab, 1, System.nanoTime()).get(0));
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        for (int round = 0; round < ROUNDS; round++) {
            int day = FIRST_DAY + 2 * round;
            window(lab, caller, version, day, true, ours, raw);
            window(lab, caller, version, day + 1, false, reference, raw);
        }
        result.put("unit", "rows/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("rows", ROWS)
                .put("callsPerSecond", PER_SECOND)
                .put("platform", Lab.SETTING);
        return ours.median() / reference.median();
    }

    private static void window(Lab lab, Api caller, String version, int day, boolean drop, Series series, ArrayNode raw)
            throws SQLException {
        lab.emptyTables();
        OldRows.calls(lab, day, ROWS);
        Pace pace = new Pace(PER_SECOND);
        Thread load = new Thread(() -> pace.post(
                caller,
                "/v1/predictions",
                Map.of("version", version, "input", Map.of("text", "a short text of no importance")),
                LOAD_SECONDS));
        load.start();
        String upper = OldRows.day(
                lab, day - 1); // a constant, as the job's parameters are: an expression is computed for each row
        String within = " from inference.usage_log t where t.occurred_at >= " + upper
                + " - interval '1 day' and t.occurred_at < " + upper;
        double seconds = drop
                ? seconds(
                        lab,
                        "select count(*)" + within, // for the plan
                        "select count(*)" + within, // by the writer
                        "select inference.drop_partition(partition, now()) from inference.partitions"
                                + " where store = 'usage_log' and upper_bound = " + upper)
                : seconds(lab, "delete" + within);
        join(load);
        series.add(ROWS / seconds);
        raw.addObject()
                .put("how", drop ? "drop" : "delete")
                .put("seconds", seconds)
                .set("load", pace.json());
        lab.execute("select inference.drop_partition(partition, now()) from inference.partitions"
                + " where store = 'usage_log' and upper_bound = " + upper);
    }

    /** As the role of the job. */
    private static double seconds(Lab lab, String... statements) throws SQLException {
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set session authorization in2p_batch");
            long begun = System.nanoTime();
            for (String sql : statements) {
                boolean rows = statement.execute(sql);
                if (rows) {
                    try (ResultSet answer = statement.getResultSet()) {
                        answer.next();
                    }
                }
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static void join(Thread load) {
        try {
            load.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
