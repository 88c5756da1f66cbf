package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a steady pace, whatever the answers take: the latency of a call counts from the moment at which it was due, so that a pause of
 * the server is seen by every call that fell into it.
 */
final class Pace {

    private final int perSecond;
    private final int status;
    private final String[] headers;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private int failed;

    /** Of calls that create something. */
    Pace(int perSecond) {
        this(perSecond, 201);
    }

    /** Answers of another status count as failed; headers come in pairs. */
    Pace(int perSecond, int status, String... headers) {
        this.perSecond = perSecond;
        this.status = status;
        this.headers = headers;
    }

    /** Posts for so long, and waits for the last answer. */
    void post(Api api, String path, Object body, int seconds) {
        long begun = System.nanoTime();
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (long i = 0; i < (long) perSecond * seconds; i++) {
            long due = begun + i * step;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            answers.add(api.postAsync(path, body, headers).thenAccept(answer -> {
                answer.expect(status);
                nanos.add(System.nanoTime() - due);
            }));
        }
        for (CompletableFuture<?> answer : answers) {
            failed += answer.handle((done, failure) -> failure == null ? 0 : 1).join();
        }
    }

    /** Counts the calls of another one too. */
    void add(Pace other) {
        nanos.addAll(other.nanos);
        failed += other.failed;
    }

    /** Says so when calls failed: what is missing among the latencies would make them better. */
    static void check(List<String> broken, Pace... paces) {
        int failures = Arrays.stream(paces).mapToInt(pace -> pace.failed).sum();
        if (failures > 0) {
            broken.add(failures + " calls failed");
        }
    }

    double millis(double quantile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, quantile * sorted.size())) / 1e6;
    }

    ObjectNode json() {
        ObjectNode json = Api.JSON.createObjectNode();
        json.put("calls", nanos.size()).put("failed", failed);
        for (double quantile : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
            json.put("p" + 100 * quantile, millis(quantile));
        }
        return json;
    }
}
