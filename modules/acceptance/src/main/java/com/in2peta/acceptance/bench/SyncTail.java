package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** R3c: at half of what it can do, the added time that one call in a hundred sees, against the added time of the median. */
final class SyncTail extends SyncAdded {

    private static final int CONNECTIONS = 64;
    private static final double WORST = 0.99;

    SyncTail() {
        super("r3c", "ms added to a synchronous call at half of saturation, p99 / p50", 6, 15);
    }

    @Override
    int prepare(SyncPath path, int seconds, ObjectNode result) throws IOException {
        Wrk wrk = path.ours(CONNECTIONS);
        path.warm(wrk, result, "warmUp");
        double saturation = wrk.run(seconds).perSecond();
        result.withObject("/settings").put("saturation", saturation).put("connectionsAtSaturation", CONNECTIONS);
        return (int) Math.max(1, saturation / 2);
    }

    @Override
    void round(SyncPath path, Window window, Series ours, Series reference) {
        ours.add(window.added(WORST));
        reference.add(window.added(0.5));
    }
}
