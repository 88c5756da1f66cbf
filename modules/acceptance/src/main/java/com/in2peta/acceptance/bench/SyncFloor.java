package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** R3b: what the platform adds to a call that waits for its answer, against two commits and two ways on the loopback of the same run. */
final class SyncFloor implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int PER_SECOND = 25;
    private static final int SECONDS = 10;
    private static final int WARM_CONNECTIONS = 8;
    private static final double MILLIS = 1_000;

    @Override
    public String name() {
        return "r3b";
    }

    @Override
    public String title() {
        return "ms added to the median of a synchronous call / (2 fsyncs + 2 round trips on the loopback)";
    }

    @Override
    public double wanted() {
        return 8;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        int seconds = Extent.seconds(SECONDS);
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        List<String> broken = new ArrayList<>();
        try (SyncPath path = SyncPath.on(lab)) {
            path.warm(path.ours(WARM_CONNECTIONS), result, "warmUp");
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                Pace direct = path.direct(PER_SECOND, seconds);
                Pace mine = path.ours(PER_SECOND, seconds);
                double fsync = MILLIS / Machine.fsyncsPerSecond(lab.folder());
                double trip = Machine.loopbackMillis();
                ours.add(mine.millis(0.5) - direct.millis(0.5));
                reference.add(2 * fsync + 2 * trip);
                Pace.check(broken, direct, mine);
                ObjectNode said = raw.addObject().put("fsyncMillis", fsync).put("loopbackMillis", trip);
                said.set("direct", direct.json());
                said.set("ours", mine.json());
            }
            broken.addAll(path.broken());
            path.settings(result);
        }
        result.put("unit", "ms");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.withObject("/settings").put("callsPerSecond", PER_SECOND).put("seconds", seconds);
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : Double.POSITIVE_INFINITY;
    }
}
