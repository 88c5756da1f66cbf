package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** R13: the resident memory of Payara's process after ten minutes of load against that of an empty one after the same GETs. */
final class Memory implements Benchmark {

    private static final int SECONDS = Integer.getInteger("in2peta.bench.load-seconds", 600);
    private static final int WINDOW_SECONDS = 20;
    private static final int CONNECTIONS = 16;
    private static final int ADMISSION_SECONDS = 5;

    @Override
    public String name() {
        return "r13";
    }

    @Override
    public String title() {
        return "resident MB of Payara after " + SECONDS + " s of load / of an empty one after the same GETs";
    }

    @Override
    public double wanted() {
        return 2;
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
        Customer customer = lab.newCustomer();
        customer.buy("inr-10000");
        String version = Customers.publishCheapVersion(customer);
        Wrk create = Wrk.scripted(
                lab.url() + "/v1/predictions",
                CONNECTIONS,
                Customers.script(lab.folder(), "r13", List.of(customer.key()), version));
        Wrk get = Wrk.get(lab.url() + BareServer.PATH, CONNECTIONS, "Authorization: Bearer " + customer.key());
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        long pid = lab.platform().pid("payara");
        try (BareServer server = BareServer.start(lab.folder())) {
            Wrk bare = Wrk.get(server.url() + BareServer.PATH, CONNECTIONS);
            for (int spent = 0; spent < SECONDS; spent += 2 * WINDOW_SECONDS + ADMISSION_SECONDS) {
                raw.add(get.run(WINDOW_SECONDS).said());
                raw.add(create.run(ADMISSION_SECONDS).said());
                raw.add(bare.run(WINDOW_SECONDS).said());
                ours.add(residentMegabytes(pid));
                reference.add(residentMegabytes(server.pid()));
                lab.emptyTables();
            }
            result.put("unit", "MB");
            result.set("ours", ours.json());
            result.set("reference", reference.json());
            result.putObject("settings")
                    .put("both", "-Xmx512m -XX:+UseSerialGC, no -Xms, no pre-touch")
                    .put("load", "GET /v1/account on both in turn, 16 connections; on ours also POST /v1/predictions")
                    .put("seconds", SECONDS)
                    .put("platform", Lab.SETTING);
            double last = residentMegabytes(pid);
            double lastBare = residentMegabytes(server.pid());
            result.put("atTheEnd", last).put("referenceAtTheEnd", lastBare);
            return last / lastBare;
        }
    }

    static double residentMegabytes(long pid) throws IOException {
        return Tool.number(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmRSS:\\s+([0-9]+) kB")
                / 1_024;
    }
}
