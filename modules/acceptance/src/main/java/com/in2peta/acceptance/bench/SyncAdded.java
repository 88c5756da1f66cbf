package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the platform adds to a call that waits for its answer, at a steady pace: rounds of calls to the stub itself and through the platform. */
abstract class SyncAdded implements Benchmark {

    private static final int ROUNDS = 7;

    private final String name;
    private final String title;
    private final double wanted;
    private final int longest;

    /** @param longest seconds of a window */
    SyncAdded(String name, String title, double wanted, int longest) {
        this.name = name;
        this.title = title;
        this.wanted = wanted;
        this.longest = longest;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final double wanted() {
        return wanted;
    }

    @Override
    public final boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk");
    }

    @Override
    public final double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        int seconds = Extent.seconds(longest);
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        List<String> broken = new ArrayList<>();
        try (SyncPath path = SyncPath.on(lab)) {
            int perSecond = prepare(path, seconds, result);
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                ObjectNode said = raw.addObject();
                Pace direct = path.direct(perSecond, seconds);
                Pace mine = path.ours(perSecond, seconds);
                Pace.check(broken, direct, mine);
                said.set("direct", direct.json());
                said.set("ours", mine.json());
                round(path, new Window(perSecond, seconds, direct, mine, said, broken), ours, reference);
            }
            broken.addAll(path.broken());
            path.settings(result);
            result.withObject("/settings").put("callsPerSecond", perSecond).put("seconds", seconds);
        } finally {
            end();
        }
        result.put("unit", "ms added");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : Double.POSITIVE_INFINITY;
    }

    /** A pair of windows at one pace; what else is measured goes into {@code said}, what may not be into {@code broken}. */
    record Window(int perSecond, int seconds, Pace direct, Pace ours, ObjectNode said, List<String> broken) {

        double added(double quantile) {
            return ours.millis(quantile) - direct.millis(quantile);
        }
    }

    /** Warms up, and answers the calls a second. */
    abstract int prepare(SyncPath path, int seconds, ObjectNode result) throws IOException;

    /** Adds to both series. */
    abstract void round(SyncPath path, Window window, Series ours, Series reference) throws IOException;

    /** Whatever came. */
    void end() {
        // most have nothing to end
    }
}
