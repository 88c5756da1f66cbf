package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** R4: synchronous calls a second at saturation, against Portkey's gateway in front of the same stub. */
final class SyncRate implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int SECONDS = 20;
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "r4";
    }

    @Override
    public String title() {
        return "synchronous calls/s at saturation / of " + Portkey.VERSION;
    }

    @Override
    public double wanted() {
        return 1;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
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
        List<String> broken;
        try (Portkey portkey = Portkey.start(lab);
                SyncPath path = SyncPath.on(lab)) {
            Wrk mine = path.ours(CONNECTIONS);
            Wrk gateway = path.through(portkey, CONNECTIONS);
            path.warm(mine, result, "warmUp");
            path.warm(gateway, result, "warmUpReference");
            Cpu cpu = new Cpu(path.lab());
            double calls = 0;
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                cpu.begin();
                calls += window(mine, seconds, ours, raw) * seconds;
                cpu.end();
                window(gateway, seconds, reference, raw);
            }
            result.set("cpu", cpu.json(calls));
            broken = path.broken();
            path.settings(result);
        }
        result.put("unit", "calls/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.withObject("/settings").put("connections", CONNECTIONS).put("seconds", seconds);
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : 0;
    }

    private static double window(Wrk wrk, int seconds, Series series, ArrayNode raw) throws IOException {
        Wrk.Window window = wrk.run(seconds);
        series.add(window.perSecond());
        raw.add(window.said());
        return window.perSecond();
    }
}
