package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** R6: from the acceptance of a prediction to the provider's request, with the wake-up by JMS and with the work handed over within the process. */
final class HandOff implements Benchmark {

    private static final String BY_MESSAGE = "in2peta.inference.hand-over=false";
    private static final int ROUNDS = 7;
    private static final int CALLS = 300;
    private static final int SHORT_CALLS = 100;
    private static final int WARM_CALLS = 1_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PATIENCE_SECONDS = 30;

    @Override
    public String name() {
        return "r6";
    }

    @Override
    public String title() {
        return "ms from acceptance to the provider's request with JMS / handed over in the process";
    }

    @Override
    public double wanted() {
        return 3;
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
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        String[] settings = Stream.concat(Stream.of(SyncPath.SETTINGS), Stream.of(BY_MESSAGE))
                .toArray(String[]::new);
        int calls = Extent.isShort() ? SHORT_CALLS : CALLS;
        Platform direct = lab.apart(SyncPath.PLACE, SyncPath.SETTINGS).platform();
        try (Platform messages = Platform.startUnlimited(lab.folder().resolve("by-message/data"), settings);
                Side a = new Side(messages);
                Side b = new Side(direct)) {
            a.medianMillis(WARM_CALLS);
            b.medianMillis(WARM_CALLS);
            for (int round = 0; round < Extent.rounds(ROUNDS); round++) {
                double withMessages = a.medianMillis(calls);
                double inProcess = b.medianMillis(calls);
                ours.add(withMessages);
                reference.add(inProcess);
                raw.add("round " + round + ": " + withMessages + " ms, " + inProcess + " ms in the process");
            }
        }
        result.put("unit", "ms");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("calls", calls)
                .put("from", "created_at of the prediction, before its commit")
                .put("to", "the provider has the whole request")
                .put("ours", BY_MESSAGE);
        return ours.median() / reference.median();
    }

    /** One of the two platforms, with a provider that tells when it is called. */
    private static final class Side implements AutoCloseable {

        private final Stub stub = new Stub(0);
        private final Customer customer;
        private final String version;
        private volatile CompletableFuture<Instant> called = new CompletableFuture<>();

        Side(Platform platform) {
            customer = Customer.of(
                    platform.ready().path("baseUrl").asText(),
                    platform.ready().path("sandboxUrl").asText());
            customer.buy("inr-500");
            version = SyncPath.publish(customer, stub);
            stub.listen(body -> called.complete(Instant.now()));
        }

        double medianMillis(int calls) {
            Object body = Map.of("version", version, "input", Map.of("text", "of no importance"));
            long[] nanos = new long[calls];
            for (int i = 0; i < calls; i++) {
                called = new CompletableFuture<>();
                JsonNode accepted = customer.api()
                        .post(SyncPath.PREDICTIONS, body)
                        .expect(201)
                        .body();
                Instant at =
                        called.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
                nanos[i] = Duration.between(
                                Instant.parse(accepted.path("created_at").asText()), at)
                        .toNanos();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            Arrays.sort(nanos);
            return nanos[calls / 2] / 1e6;
        }

        @Override
        public void close() {
            stub.close();
        }
    }
}
