package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.util.List;

/** R12: a tiny authenticated GET against the same document from an open resource on an otherwise empty server. */
final class TinyGet implements Benchmark {

    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 10;
    private static final int WARM_SECONDS = 5;
    private static final int WARM_WINDOWS = 16;

    @Override
    public String name() {
        return "r12";
    }

    @Override
    public String title() {
        return "GET /v1/account with a key, req/s / the same JSON from a bare open resource";
    }

    @Override
    public double wanted() {
        return 0.5;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("wrk");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException {
        Customer customer = lab.newCustomer();
        Wrk ours = Wrk.get(lab.url() + BareServer.PATH, CONNECTIONS, "Authorization: Bearer " + customer.key());
        try (BareServer server = BareServer.start(lab.folder())) {
            Wrk bare = Wrk.get(server.url() + BareServer.PATH, CONNECTIONS);
            result.set("warmUp", warm(ours).json());
            result.set("warmUpReference", warm(bare).json());
            Series a = new Series();
            Series b = new Series();
            ArrayNode raw = result.putArray("raw");
            for (int round = 0; round < ROUNDS; round++) {
                window(ours, a, raw);
                window(bare, b, raw);
            }
            result.put("unit", "requests/s");
            result.set("ours", a.json());
            result.set("reference", b.json());
            result.putObject("settings")
                    .put("connections", CONNECTIONS)
                    .put("seconds", SECONDS)
                    .put("both", "-Xmx512m -XX:+UseSerialGC")
                    .put("platform", Lab.SETTING);
            return a.median() / b.median();
        }
    }

    private static Series warm(Wrk wrk) throws IOException {
        Series windows = new Series();
        for (int i = 0; i < WARM_WINDOWS && !windows.isSteady(); i++) {
            windows.add(wrk.run(WARM_SECONDS).perSecond());
        }
        return windows;
    }

    private static void window(Wrk wrk, Series series, ArrayNode raw) throws IOException {
        Wrk.Window window = wrk.run(SECONDS);
        series.add(window.perSecond());
        raw.add(window.said());
    }
}
