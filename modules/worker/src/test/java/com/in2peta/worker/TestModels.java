package com.in2peta.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Small models whose progress the tests hold in their hands. */
final class TestModels {

    /** Each permit lets the stepper hand out one more chunk. */
    final Semaphore steps = new Semaphore(0);

    /** Released for each run of the looping model that has noticed its end. */
    final Semaphore stopped = new Semaphore(0);

    final CountDownLatch gate = new CountDownLatch(1);

    Map<String, Model> byEndpoint() {
        return Map.of("echo", this::echo, "loop", this::loop, "stepper", this::step, "gated", this::gated);
    }

    private JsonNode echo(JsonNode input, JobContext context) throws ModelFailure {
        if (input.has("fail")) {
            throw new ModelFailure("the input asks for a failure");
        }
        if (input.has("crash")) {
            throw new IllegalStateException("secret " + input);
        }
        return input;
    }

    private JsonNode loop(JsonNode input, JobContext context) {
        try {
            while (true) {
                context.check();
                Thread.onSpinWait();
            }
        } finally {
            stopped.release();
        }
    }

    private JsonNode step(JsonNode input, JobContext context) {
        for (int i = 0; i < input.path("chunks").asInt(); i++) {
            steps.acquireUninterruptibly();
            context.emit("chunk " + i + " ");
        }
        return null;
    }

    private JsonNode gated(JsonNode input, JobContext context) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return input;
    }
}
