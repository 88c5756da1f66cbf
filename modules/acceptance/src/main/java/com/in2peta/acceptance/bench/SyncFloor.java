package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** R3b: against two commits and two ways on the loopback of the same run. */
final class SyncFloor extends SyncAdded {

    private static final int PER_SECOND = 25;
    private static final int WARM_CONNECTIONS = 8;
    private static final double MILLIS = 1_000;

    SyncFloor() {
        super(
                "r3b",
                "ms added to the median of a synchronous call / (2 fsyncs + 2 round trips on the loopback)",
                8,
                10);
    }

    @Override
    int prepare(SyncPath path, int seconds, ObjectNode result) throws IOException {
        path.warm(path.ours(WARM_CONNECTIONS), result, "warmUp");
        return PER_SECOND;
    }

    @Override
    void round(SyncPath path, Window window, Series ours, Series reference) throws IOException {
        double fsync = MILLIS / Machine.fsyncsPerSecond(path.lab().folder());
        double trip = Machine.loopbackMillis();
        window.said().put("fsyncMillis", fsync).put("loopbackMillis", trip);
        ours.add(window.added(0.5));
        reference.add(2 * fsync + 2 * trip);
    }
}
