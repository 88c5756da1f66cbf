package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What an account notices of another one whose creates are refused because they come too often, as fast as Replicate's client repeats them. */
final class Neighbour implements Benchmark {

    private static final int ROUNDS = 7;
    private static final int CALLS = 400;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int HAMMERS = 8;
    /** What one throttled call of that client sends in 16 ms. */
    private static final int REPEATS = 6;

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int REFUSED = 429;
    private static final Map<String, Object> CREATE = Map.of("version", "nobody/nothing", "input", Map.of());

    private final AtomicLong refusals = new AtomicLong();
    private volatile boolean hammering;

    @Override
    public String name() {
        return "neighbour";
    }

    @Override
    public String title() {
        return "ms of GET /v1/account while another account is refused as fast as it can / alone";
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

    /** On a platform of its own: the rates of the other one are far away. */
    @Override
    public double measure(Lab lab, ObjectNode result) {
        Series ours = new Series();
        Series reference = new Series();
        double seconds = 0;
        try (Platform platform = Platform.start(lab.folder().resolve("neighbour-data"), Lab.SETTING)) {
            Api quiet = customer(platform).api();
            Api loud = customer(platform).api();
            medianMillis(quiet);
            hammered(loud, () -> medianMillis(quiet));
            refusals.set(0);
            for (int round = 0; round < ROUNDS; round++) {
                reference.add(medianMillis(quiet));
                long begun = System.nanoTime();
                hammered(loud, () -> ours.add(medianMillis(quiet)));
                seconds += (System.nanoTime() - begun) / 1e9;
            }
        }
        result.put("unit", "ms");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.put("refusalsPerSecond", refusals.get() / seconds);
        return ours.median() / reference.median();
    }

    private static Customer customer(Platform platform) {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private void hammered(Api loud, Runnable work) {
        hammering = true;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < HAMMERS; i++) {
            Thread thread = new Thread(() -> hammer(loud), "hammer-" + i);
            threads.add(thread);
            thread.start();
        }
        try {
            work.run();
        } finally {
            hammering = false;
            threads.forEach(Neighbour::join);
        }
    }

    private void hammer(Api loud) {
        while (hammering) {
            for (int i = 0; i < REPEATS; i++) {
                if (loud.post("/v1/predictions", CREATE).status() == REFUSED) {
                    refusals.incrementAndGet();
                }
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private static double medianMillis(Api quiet) {
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            quiet.get("/v1/account").expect(200);
            nanos[i] = System.nanoTime() - begun;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Arrays.sort(nanos);
        return nanos[CALLS / 2] / 1e6;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
