package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Callers who create predictions and cancel some, whatever happens to the server. */
final class Load implements AutoCloseable {

    private static final int CANCEL_ONE_IN = 10;
    private static final int LONGEST_PAUSE_MILLIS = 120;
    private static final int REFUSED_PAUSE_MILLIS = 100;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** A version and an input for it. */
    record Work(String version, ObjectNode input) {}

    private final Customer customer;
    private final List<Work> work;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopped;

    private Load(Customer customer, List<Work> work) {
        this.customer = customer;
        this.work = work;
    }

    static Load start(Customer customer, List<Work> work, int callerCount, Random random) {
        Load load = new Load(customer, work);
        for (int i = 0; i < callerCount; i++) {
            Random own = new Random(random.nextLong());
            Thread caller = new Thread(() -> load.call(own), "caller-" + i);
            caller.setDaemon(true);
            load.callers.add(caller);
            caller.start();
        }
        return load;
    }

    /** The ids of the predictions that the server said it had accepted. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Answers that no caller may get, whatever was killed. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread caller : callers) {
            try {
                caller.join(TimeUnit.SECONDS.toMillis(100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void call(Random random) {
        while (!stopped) {
            try {
                create(random);
                look(random);
                pause(random.nextInt(LONGEST_PAUSE_MILLIS));
            } catch (UncheckedIOException e) {
                pause(REFUSED_PAUSE_MILLIS); // no answer is what a kill looks like
            }
        }
    }

    private void create(Random random) {
        Work chosen = work.get(random.nextInt(work.size()));
        Answer answer = random.nextInt(CANCEL_ONE_IN) == 0
                ? customer.predict(chosen.version(), chosen.input(), "Prefer", "wait=2")
                : customer.predict(chosen.version(), chosen.input());
        check(answer);
        JsonNode id = answer.body().path("id");
        if ((answer.status() == 201 || answer.status() == 202) && id.isTextual()) {
            accepted.add(id.asText());
            if (random.nextInt(CANCEL_ONE_IN) == 0) {
                customer.api().post("/v1/predictions/" + id.asText() + "/cancel", Map.of());
            }
        } else {
            pause(REFUSED_PAUSE_MILLIS);
        }
    }

    /** What was accepted is there, or nobody can say just now; it is never not there. */
    private void look(Random random) {
        List<String> ids = accepted();
        if (!ids.isEmpty()) {
            Answer answer = customer.api().get("/v1/predictions/" + ids.get(random.nextInt(ids.size())));
            check(answer);
            if (answer.status() != OK && answer.status() != UNAVAILABLE) {
                faults.add("an accepted prediction answers " + answer.status());
            }
        }
    }

    private void check(Answer answer) {
        if (answer.status() == SERVER_ERROR) {
            faults.add("a status 500: " + answer.text());
        }
        if (answer.status() >= BAD_REQUEST
                && !answer.header("Content-Type").orElse("").startsWith("application/problem+json")) {
            faults.add("a status " + answer.status() + " without a problem");
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
