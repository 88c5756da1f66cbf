package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.launcher.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * R11: from the start of Payara's process to its first readiness, with the application and its checks, against an empty Payara Micro as
 * downloaded. The command is the one by which the launcher started the platform, with a port and a folder of its own; the platform's own
 * server is halted meanwhile.
 */
final class Start implements Benchmark {

    private static final int ROUNDS = 7;
    /** Names of the folders of a clean domain. */
    private static final List<String> DOMAIN = List.of("config", "docroot", "lib", "META-INF");

    private static final String CHECK = "\"database\"";

    @Override
    public String name() {
        return "r11";
    }

    @Override
    public String title() {
        return "seconds from Payara's start to readiness / of an empty Payara Micro";
    }

    @Override
    public double wanted() {
        return 2.5;
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
    public double measure(Lab lab, ObjectNode result) throws IOException {
        long pid = lab.platform().pid("payara");
        List<String> command = Lab.zeroSeparated(pid, "cmdline");
        List<String> environment = Lab.zeroSeparated(pid, "environ");
        ArrayNode archive = result.putArray("options");
        command.stream().filter(option -> option.startsWith("-X")).forEach(archive::add);
        Series ours = new Series();
        Series reference = new Series();
        Tool.run(List.of("kill", "-STOP", Long.toString(pid)));
        try {
            start(lab, command, environment); // fills the page cache
            for (int round = 0; round < ROUNDS; round++) {
                ours.add(start(lab, command, environment));
                try (BareServer empty = BareServer.startEmpty(lab.folder())) {
                    reference.add(empty.startSeconds());
                }
            }
        } finally {
            Tool.run(List.of("kill", "-CONT", Long.toString(pid)));
        }
        result.put("unit", "s");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        return ours.median() / reference.median();
    }

    private static double start(Lab lab, List<String> platforms, List<String> environment) throws IOException {
        Path folder = lab.folder().resolve("start");
        Path domain = folder.resolve("domain");
        newDomain(domain);
        int port = Ports.free();
        List<String> command = new ArrayList<>(platforms);
        command.set(command.indexOf("--port") + 1, Integer.toString(port));
        command.set(command.indexOf("--rootdir") + 1, domain.toString());
        long begun = System.nanoTime();
        Process process = BareServer.launch(command, folder, "start.log", environment);
        try {
            BareServer.awaitReady(process, "http://127.0.0.1:" + port + "/health/ready", body -> body.contains(CHECK));
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            BareServer.stop(process);
        }
    }

    private static void newDomain(Path domain) throws IOException {
        Path runtime = Platform.root().resolve("modules/launcher/target/cache/micro");
        if (Files.exists(domain)) {
            try (Stream<Path> tree = Files.walk(domain)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        for (String folder : DOMAIN) {
            try (Stream<Path> tree = Files.walk(runtime.resolve(folder))) {
                for (Path path : tree.toList()) {
                    Path target = domain.resolve(runtime.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(path, target);
                    }
                }
            }
        }
    }
}
