package com.in2peta.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The platform as {@code ./in2peta up} starts it, in a folder and on a free port of its own. Settings are system properties of the launcher
 * and count for this start alone.
 */
public final class Platform implements AutoCloseable {

    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 60;
    private static final long LOOK_MILLIS = 100;

    private static final List<String> UNLIMITED = List.of(
            "in2peta.web.creates-per-minute=1000000000",
            "in2peta.web.calls-per-minute=1000000000",
            "in2peta.inference.open-predictions=0");

    private final Path data;
    private final Optional<Process> process;

    private Platform(Path data, Optional<Process> process) {
        this.data = data;
        this.process = process;
    }

    /** The root of the project: the property {@code in2peta.root}, or the nearest folder above that holds the script. */
    public static Path root() {
        String configured = System.getProperty("in2peta.root");
        if (configured != null) {
            return Path.of(configured);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("in2peta"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the project");
        }
        return folder;
    }

    /** Starts it and waits until it is ready. The settings are lines such as {@code in2peta.kernel.clock-offset=P31D}. */
    public static Platform start(Path data, String... settings) {
        return startNodes(1, data, settings);
    }

    /** The same with several servers, whose parts are {@code payara}, {@code payara-2} and so on. */
    public static Platform startNodes(int nodes, Path data, String... settings) {
        try {
            Files.createDirectories(data);
            Path log = data.resolveSibling(data.getFileName() + ".up.log");
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"), "-Xmx128m", "-Din2peta.root=" + root()));
            for (String setting : settings) {
                command.add("-D" + setting);
            }
            command.addAll(List.of(
                    "-jar",
                    root().resolve("modules/launcher/target/in2peta-launcher.jar")
                            .toString(),
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--nodes",
                    Integer.toString(nodes)));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            Platform platform = new Platform(data, Optional.of(process));
            platform.awaitReady(log, START_SECONDS * nodes);
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For load: a single caller's rates are far away, but asked, so what they cost is measured with the rest; any number may be open. */
    public static Platform startUnlimited(Path data, String... settings) {
        return start(
                data,
                Stream.concat(UNLIMITED.stream(), Stream.of(settings)).toArray(String[]::new)); // the last one counts
    }

    /** One that runs already; it goes on when this is closed. */
    public static Platform running(Path data) {
        return new Platform(data, Optional.empty());
    }

    /** What {@code ready.json} says now. */
    public JsonNode ready() {
        try {
            return Api.JSON.readTree(data.resolve("ready.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Api api() {
        return Api.at(ready().path("baseUrl").asText());
    }

    /** One of several servers, counted from 0. */
    public Api node(int index) {
        return Api.at(ready().path("nodeUrls").path(index).asText());
    }

    public Path data() {
        return data;
    }

    /** The process id of a part, such as {@code payara}. */
    public long pid(String part) {
        JsonNode pid = ready().path("pids").path(part);
        if (!pid.isNumber()) {
            throw new IllegalArgumentException(
                    part + " is no process of its own"); // and 0 would be all of this one's group
        }
        return pid.asLong();
    }

    /** {@code kill -9}. */
    public void kill(String part) {
        ProcessHandle.of(pid(part)).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Runs the work while a part hangs: it takes connections and answers nothing. */
    public void whileHanging(String part, Runnable work) {
        signal("STOP", pid(part));
        try {
            work.run();
        } finally {
            signal("CONT", pid(part));
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a condition holds, or fails with what was awaited. */
    public static void await(String what, long seconds, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + seconds + " s for " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits until the API answers as ready, after a part was killed. */
    public void awaitServing() {
        await("readiness", START_SECONDS, () -> {
            try {
                Api.Answer answer = api().get("/health/ready");
                return answer.status() == 200
                        && answer.body().path("checks").size() > 0
                        && api().get("/v1/auth/jwks").status() == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    /** Stops every part of a platform that was started here. */
    @Override
    public void close() {
        process.ifPresent(Platform::stop);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path log, long seconds) {
        await("ready.json, see " + log, seconds, () -> {
            Process launcher = process.orElseThrow();
            if (!launcher.isAlive()) {
                throw new AssertionError("the launcher ended with " + launcher.exitValue() + ": " + lastLine(log));
            }
            return Files.exists(data.resolve("ready.json"));
        });
        awaitServing();
    }

    private static String lastLine(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.reduce("it wrote nothing", (before, line) -> line) + ", see " + log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
