package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs benchmarks: {@code Bench [NAME…]}, all without a name. Each writes {@code target/bench/NAME.json}; at the end there is a table.
 * Exit code 1 when one could not be measured or is not as wanted.
 */
public final class Bench {

    private static final List<Benchmark> BENCHMARKS = List.of(
            new Admission(),
            new ManyAccounts(),
            new SyncGateway(),
            new SyncFloor(),
            new SyncTail(),
            new SyncRate(),
            JobRate.batched(),
            JobRate.oneByOne(),
            new LeaseEnd(),
            new HandOff(),
            new WebhookRate(),
            new ListRate(),
            new Settlement(),
            new OpenStreams(),
            new PartitionDrop(),
            new PurgeLatency(),
            new ExportRows(),
            new UsageIngest(),
            new Start(),
            new TinyGet(),
            new Memory(),
            new Sealing(),
            new PurposeCheck(),
            new Neighbour(),
            new Isolation(),
            new Erasure());
    private static final int ATTEMPTS = 2;
    private static final double DISK_MOVED = 1.5;

    private Bench() {}

    public static void main(String[] names) throws IOException {
        System.exit(run(List.of(names)) ? 0 : 1);
    }

    private static boolean run(List<String> names) throws IOException {
        List<String> known = BENCHMARKS.stream().map(Benchmark::name).toList();
        if (!known.containsAll(names)) {
            System.err.println("usage: bench [NAME...], of " + String.join(", ", known));
            return false;
        }
        Path folder = Platform.root().resolve("target/bench");
        Files.createDirectories(folder);
        List<String> table = new ArrayList<>();
        boolean good = true;
        try (Lab lab = new Lab(folder)) {
            for (String name : names.isEmpty() ? known : names) {
                good &= run(BENCHMARKS.get(known.indexOf(name)), lab, folder, table);
            }
        }
        table.forEach(System.out::println);
        return good;
    }

    private static boolean run(Benchmark benchmark, Lab lab, Path folder, List<String> table) throws IOException {
        for (String tool : benchmark.tools()) {
            if (!Tool.isThere(tool)) {
                table.add(benchmark.name() + "  needs " + tool + ": " + Tool.installation(tool));
                return false;
            }
        }
        System.out.println(benchmark.name() + ": " + benchmark.title());
        try {
            ObjectNode result = measure(benchmark, lab, folder);
            // Where the project lies is nobody's business: the files are kept in docs/benchmarks.
            String json = result.toPrettyString().replace(Platform.root().toString(), ".");
            Files.writeString(folder.resolve(benchmark.name() + ".json"), json + "\n");
            double ratio = result.path("ratio").asDouble();
            boolean good = benchmark.lessIsBetter() ? ratio <= benchmark.wanted() : ratio >= benchmark.wanted();
            table.add(String.format(
                    Locale.ROOT,
                    "%-4s %8.3f  wanted %s %.2f  %-7s ours %.1f, reference %.1f %s  %s",
                    benchmark.name(),
                    ratio,
                    benchmark.lessIsBetter() ? "<=" : ">=",
                    benchmark.wanted(),
                    good ? "ok" : "MISSED",
                    result.path("ours").path("median").asDouble(),
                    result.path("reference").path("median").asDouble(),
                    result.path("unit").asText(),
                    benchmark.title()));
            return good;
        } catch (IOException | SQLException | RuntimeException | AssertionError e) {
            e.printStackTrace();
            table.add(benchmark.name() + "  not measured: " + e.getMessage());
            return false;
        }
    }

    /** Once more when the disk changed its speed meanwhile. */
    private static ObjectNode measure(Benchmark benchmark, Lab lab, Path folder) throws IOException, SQLException {
        ObjectNode result = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            result = Api.JSON.createObjectNode();
            result.put("name", benchmark.name()).put("title", benchmark.title());
            result.put("wanted", benchmark.wanted()).put("lessIsBetter", benchmark.lessIsBetter());
            result.put("begun", Instant.now().toString()).put("attempt", attempt);
            result.put("shortened", Extent.isShort());
            result.set("machine", Machine.describe());
            result.put("commit", Machine.commit());
            double before = Machine.fsyncsPerSecond(folder);
            double ratio = benchmark.measure(lab, result);
            double after = Machine.fsyncsPerSecond(folder);
            result.put("ratio", ratio).put("ended", Instant.now().toString());
            result.putObject("fsyncsPerSecond").put("before", before).put("after", after);
            boolean moved = Math.max(before, after) > DISK_MOVED * Math.min(before, after);
            result.put("diskMoved", moved);
            if (!moved || Extent.isShort()) {
                break;
            }
        }
        return result;
    }
}
