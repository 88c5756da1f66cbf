package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** R3c: at half of what it can do, the added time that one call in a hundred sees, against the added time of the median. */
final class SyncTail implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int SECONDS = 15;
    private static final int CONNECTIONS = 64;
    private static final double WORST = 0.99;

    @Override
    public String name() {
        return "r3c";
    }

    @Override
    public String title() {
        return "ms added to a synchronous call at half of saturation, p99 / p50";
    }

    @Override
    public double wanted() {
        return 6;
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
            Wrk wrk = path.ours(CONNECTIONS);
            path.warm(wrk, result, "warmUp");
            double saturation = wrk.run(seconds).perSecond();
            int perSecond = (int) Math.max(1, saturation / 2);
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                Pace direct = path.direct(perSecond, seconds);
                Pace mine = path.ours(perSecond, seconds);
                ours.add(mine.millis(WORST) - direct.millis(WORST));
                reference.add(mine.millis(0.5) - direct.millis(0.5));
                Pace.check(broken, direct, mine);
                ObjectNode said = raw.addObject();
                said.set("direct", direct.json());
                said.set("ours", mine.json());
            }
            broken.addAll(path.broken());
            path.settings(result);
            result.withObject("/settings").put("saturation", saturation).put("callsPerSecond", perSecond);
        }
        result.put("unit", "ms added");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.withObject("/settings").put("seconds", seconds).put("connectionsAtSaturation", CONNECTIONS);
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : Double.POSITIVE_INFINITY;
    }
}
