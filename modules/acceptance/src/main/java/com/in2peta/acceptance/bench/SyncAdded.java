package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** R3: what the platform adds to a call that waits for its answer, against what Portkey's gateway adds in front of the same stub. */
final class SyncAdded implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int PER_SECOND = 25;
    private static final int SECONDS = 10;
    private static final int WARM_CONNECTIONS = 8;

    @Override
    public String name() {
        return "r3";
    }

    @Override
    public String title() {
        return "ms added to the median of a synchronous call / added by " + Portkey.VERSION;
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
        return List.of("node", "npm", "wrk");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        int seconds = Extent.seconds(SECONDS);
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        List<String> broken = new ArrayList<>();
        try (Portkey portkey = Portkey.start(lab);
                SyncPath path = SyncPath.on(lab)) {
            path.warm(path.ours(WARM_CONNECTIONS), result, "warmUp");
            path.warm(path.through(portkey, WARM_CONNECTIONS), result, "warmUpReference");
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                Pace direct = path.direct(PER_SECOND, seconds);
                Pace mine = path.ours(PER_SECOND, seconds);
                Pace gateway = path.through(portkey, PER_SECOND, seconds);
                ours.add(mine.millis(0.5) - direct.millis(0.5));
                reference.add(gateway.millis(0.5) - direct.millis(0.5));
                Pace.check(broken, direct, mine, gateway);
                ObjectNode said = raw.addObject();
                said.set("direct", direct.json());
                said.set("ours", mine.json());
                said.set("gateway", gateway.json());
            }
            broken.addAll(path.broken());
            path.settings(result);
        }
        result.put("unit", "ms added");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.withObject("/settings")
                .put("callsPerSecond", PER_SECOND)
                .put("seconds", seconds)
                .put("fsyncs", "two of ours in each call, none of the gateway's");
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : Double.POSITIVE_INFINITY;
    }
}
