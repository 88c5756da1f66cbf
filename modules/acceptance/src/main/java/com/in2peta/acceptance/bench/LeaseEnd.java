package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** R5c: how long jobs wait for somebody else after the node that had claimed them was killed, against the length of a lease. */
final class LeaseEnd implements Benchmark {

    private static final int ROUNDS = 3;
    private static final int JOBS = 16;
    /** As the product's dispatcher has it. */
    private static final double LEASE_SECONDS = 60;

    private static final long PATIENCE_SECONDS = 300;

    @Override
    public String name() {
        return "r5c";
    }

    @Override
    public String title() {
        return "seconds until the jobs of a killed node run again / of a lease";
    }

    @Override
    public double wanted() {
        return 1.5;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of();
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Lab serving = lab.apart(SyncPath.PLACE, SyncPath.SETTINGS);
        Series ours = new Series();
        ArrayNode raw = result.putArray("raw");
        Platform platform = serving.platform();
        try (Stub stub = new Stub(0)) {
            Customer customer = serving.newCustomer();
            customer.buy("inr-500");
            String version = SyncPath.publish(customer, stub);
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                double seconds = killed(platform, stub, customer, version);
                ours.add(seconds);
                raw.add("round " + round + ": the last of " + JOBS + " jobs came again after " + seconds + " s");
            }
        }
        Series reference = new Series();
        reference.add(LEASE_SECONDS);
        List<String> broken = serving.broken();
        result.put("unit", "s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("jobs", JOBS)
                .put("platform", "one node, which its launcher starts again")
                .put("elsewhere", "graphile-worker takes jobs from a worker that has died after four hours");
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / LEASE_SECONDS : Double.POSITIVE_INFINITY;
    }

    private static double killed(Platform platform, Stub stub, Customer customer, String version) {
        stub.hold();
        long before = stub.requests();
        for (int i = 0; i < JOBS; i++) {
            customer.api()
                    .post(SyncPath.PREDICTIONS, Map.of("version", version, "input", Map.of("number", i)))
                    .expect(201);
        }
        Platform.await("the calls", PATIENCE_SECONDS, () -> stub.requests() == before + JOBS);
        long pid = platform.pid("payara");
        platform.kill("payara");
        long begun = System.nanoTime();
        Platform.await("the calls again", PATIENCE_SECONDS, () -> stub.requests() >= before + 2 * JOBS);
        double seconds = (System.nanoTime() - begun) / 1e9;
        stub.release();
        Platform.await("a new node", PATIENCE_SECONDS, () -> platform.pid("payara") != pid);
        platform.awaitServing();
        return seconds;
    }
}
