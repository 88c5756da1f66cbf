package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** R3: against what Portkey's gateway adds in front of the same stub. */
final class SyncGateway extends SyncAdded {

    private static final int PER_SECOND = 25;
    private static final int WARM_CONNECTIONS = 8;

    private Portkey portkey;

    SyncGateway() {
        super("r3", "ms added to the median of a synchronous call / added by " + Portkey.VERSION, 1, 10);
    }

    @Override
    public List<String> tools() {
        return List.of("node", "npm", "wrk");
    }

    @Override
    int prepare(SyncPath path, int seconds, ObjectNode result) throws IOException {
        portkey = Portkey.start(path.lab());
        path.warm(path.ours(WARM_CONNECTIONS), result, "warmUp");
        path.warm(path.through(portkey, WARM_CONNECTIONS), result, "warmUpReference");
        result.withObject("/settings").put("fsyncs", "two of ours in each call, none of the gateway's");
        return PER_SECOND;
    }

    @Override
    void round(SyncPath path, Window window, Series ours, Series reference) {
        Pace gateway = path.through(portkey, window.perSecond(), window.seconds());
        window.said().set("gateway", gateway.json());
        Pace.check(window.broken(), gateway);
        ours.add(window.added(0.5));
        reference.add(gateway.millis(0.5) - window.direct().millis(0.5));
    }

    @Override
    void end() {
        if (portkey != null) {
            portkey.close();
        }
    }
}
