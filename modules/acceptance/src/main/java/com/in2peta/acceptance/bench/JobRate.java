package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Ending;
import com.in2peta.inference.domain.Provider.Report;
import com.in2peta.inference.domain.Provider.State;
import com.in2peta.inference.domain.SealedEnding;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.persistence.DispatchTable.Full;
import com.in2peta.inference.persistence.PredictionTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * R5 and R5b: jobs that do nothing, claimed and completed by the product's own tables as the product does it, one who claims and one who
 * completes, against graphile-worker on the same PostgreSQL. Ours settles a hold and keeps input and output with each.
 */
final class JobRate implements Benchmark {

    private static final int JOBS = 100_000;
    private static final int ROUNDS = 3;
    /** As the product's dispatcher does it. */
    private static final int CLAIM = 64;

    /** As the product's completer does it: so many, if they wait already. */
    private static final int COMPLETE = 256;

    private static final int WAITING_BATCHES = 16;
    private static final long PATIENCE_SECONDS = 60;
    private static final int SHORT_JOBS = 10_000;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final byte[] SEALED = "x".repeat(70).getBytes(StandardCharsets.US_ASCII);
    private static final String DATABASE = "bench_jobs";

    private final String name;
    private final String version;
    private final String mode;
    private final double wanted;

    private JobRate(String name, String version, String mode, double wanted) {
        this.name = name;
        this.version = version;
        this.mode = mode;
        this.wanted = wanted;
    }

    /** 0.16 cannot take or complete several jobs at once; the first version that can stands in its place. */
    static JobRate batched() {
        return new JobRate("r5", "0.17.3 with batches", "batched", 0.5);
    }

    static JobRate oneByOne() {
        return new JobRate("r5b", "0.16.6", "one-by-one", 2);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "jobs claimed and completed/s / by graphile-worker " + version;
    }

    @Override
    public double wanted() {
        return wanted;
    }

    @Override
    public boolean lessIsBetter() {
        return false;
    }

    @Override
    public List<String> tools() {
        return List.of("node", "npm");
    }

    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Path node = Node.folder(lab);
        Lab jobs = lab.apart("jobs", Lab.SETTING);
        Customer owner = jobs.newCustomer();
        owner.buy("inr-10000");
        String model = Customers.publishCheapVersion(owner);
        int count = Extent.isShort() ? SHORT_JOBS : JOBS;
        Series ours = new Series();
        Series reference = new Series();
        ArrayNode raw = result.putArray("raw");
        for (int round = -1; round < Extent.rounds(ROUNDS); round++) {
            int size = round < 0 ? SHORT_JOBS : count; // the round before the first one warms both sides up
            WaitingJobs.create(jobs, owner, model, size);
            double mine = run(jobs, size);
            double theirs = graphile(jobs, node, size, raw);
            raw.add("round " + round + ": " + Math.round(mine) + " jobs/s, graphile-worker " + Math.round(theirs));
            if (round >= 0) {
                ours.add(mine);
                reference.add(theirs);
            }
        }
        List<String> broken = jobs.broken();
        result.put("unit", "jobs/s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.putObject("settings")
                .put("jobs", count)
                .put(
                        "ours",
                        "claims of " + CLAIM + ", commits of " + COMPLETE
                                + ", one connection that claims and one that completes")
                .put("reference", "graphile-worker " + version + ", 24 jobs at a time, 25 connections");
        broken.forEach(result.putArray("broken")::add);
        return broken.isEmpty() ? ours.median() / reference.median() : 0;
    }

    private static double run(Lab lab, int count) throws IOException, SQLException {
        try (Connection claiming = Wired.connect(lab, "in2p_batch");
                Connection completing = Wired.connect(lab, "in2p_batch")) {
            DispatchTable dispatches = Wired.wire(new DispatchTable(), "database", claiming);
            PredictionTable predictions = Wired.wire(new PredictionTable(), "batchDatabase", completing);
            BlockingQueue<List<Dispatch>> claimed = new LinkedBlockingQueue<>(WAITING_BATCHES);
            long begun = System.nanoTime();
            CompletableFuture<Void> claims = CompletableFuture.runAsync(() -> claim(dispatches, claimed));
            int done = 0;
            while (done < count) {
                List<Dispatch> batch = take(claimed);
                if (batch.isEmpty()) {
                    throw new IllegalStateException("only " + done + " of " + count + " jobs");
                }
                done += predictions
                        .finish(batch.stream().map(JobRate::end).toList(), Instant.now(), KEPT)
                        .size();
            }
            claims.join();
            return count * 1e9 / (System.nanoTime() - begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What waits, as far as one commit takes it; nothing when nothing comes. */
    private static List<Dispatch> take(BlockingQueue<List<Dispatch>> claimed) throws InterruptedException {
        List<Dispatch> batch = new ArrayList<>();
        List<Dispatch> next = claimed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null) {
            batch.addAll(next);
            next = batch.size() + CLAIM <= COMPLETE ? claimed.poll() : null;
        }
        return batch;
    }

    /** An empty batch is the last one. */
    private static void claim(DispatchTable table, BlockingQueue<List<Dispatch>> claimed) {
        try {
            List<Dispatch> batch;
            do {
                Instant now = Instant.now();
                batch = table.claimDue(new Full(List.of(), List.of()), now, now.plus(LEASE), CLAIM);
                claimed.put(batch);
            } while (!batch.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SealedEnding end(Dispatch dispatch) {
        return new SealedEnding(
                Ending.success(dispatch, 1, Report.of(State.COMPLETED), "[]", Instant.now()),
                Optional.of(SEALED),
                Optional.of(SEALED),
                Optional.empty(),
                Optional.empty());
    }

    private double graphile(Lab lab, Path node, int count, ArrayNode raw) throws IOException, SQLException {
        if (!exists(lab)) {
            lab.execute("create database " + DATABASE);
        }
        String said = Tool.run(
                List.of("node", node.resolve("jobs.js").toString(), mode, Integer.toString(count)),
                Map.of("DATABASE_URL", databaseUrl(lab)));
        raw.add(said);
        JsonNode told = Api.JSON.readTree(said);
        if (told.path("left").asInt() != 0) {
            throw new IllegalStateException("graphile-worker left jobs: " + said);
        }
        return count * 1e3 / told.path("millis").asDouble();
    }

    /** As the superuser, as libpq's URLs have it. */
    private static String databaseUrl(Lab lab) {
        String url = lab.platform().ready().path("jdbcUrl").asText();
        return url.replaceFirst(
                "^jdbc:postgresql://([^/]*)/[^?]*\\?user=([^&]*)&password=([^&]*).*$",
                "postgresql://$2:$3@$1/" + DATABASE);
    }

    private static boolean exists(Lab lab) throws SQLException {
        try (var connection = lab.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            return row.next();
        }
    }
}
