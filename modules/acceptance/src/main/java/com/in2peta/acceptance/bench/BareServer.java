package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Platform;
import com.in2peta.launcher.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Payara Micro as downloaded, empty or with one open resource that answers a constant. */
final class BareServer implements AutoCloseable {

    /** What the resource answers: the same document as {@code GET /v1/account}. */
    static final String PATH = "/v1/account";

    private static final String SOURCE = """
            import jakarta.ws.rs.GET;
            import jakarta.ws.rs.Path;
            import jakarta.ws.rs.Produces;

            @Path("account")
            @Produces("application/json")
            public class Account {
                @GET
                public String get() {
                    return "{\\"type\\":\\"user\\",\\"username\\":\\"in2peta\\",\\"name\\":\\"Demo\\",\\"github_url\\":null,\\"avatar_url\\":null}";
                }
            }
            """;
    private static final String APPLICATION = """
            @jakarta.ws.rs.ApplicationPath("/v1")
            public class Everything extends jakarta.ws.rs.core.Application {}
            """;
    private static final String LOG = "bare.log";
    private static final String BOOTED = ") ready in ";
    private static final long START_SECONDS = 120;
    private static final long LOOK_MILLIS = 10;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final int port;
    private final double startSeconds;

    private BareServer(Process process, int port, double startSeconds) {
        this.process = process;
        this.port = port;
        this.startSeconds = startSeconds;
    }

    /** With the resource. */
    static BareServer start(Path folder) throws IOException {
        return start(folder, List.of("--deploy", war(folder).toString(), "--contextroot", "/"));
    }

    /** Without an application. */
    static BareServer startEmpty(Path folder) throws IOException {
        return start(folder, List.of());
    }

    private static BareServer start(Path folder, List<String> more) throws IOException {
        Files.createDirectories(folder);
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                Platform.root()
                        .resolve("modules/launcher/target/payara/payara-micro.jar")
                        .toString(),
                "--nohazelcast",
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port)));
        command.addAll(more);
        long begun = System.nanoTime();
        Process process = launch(command, folder, LOG, null);
        awaitBooted(process, folder.resolve(LOG));
        double seconds = (System.nanoTime() - begun) / 1e9;
        BareServer server = new BareServer(process, port, seconds);
        if (!more.isEmpty()) {
            awaitReady(process, server.url() + PATH, body -> true);
        }
        return server;
    }

    /** A server without an application has no readiness to ask for; its own word ends its start. */
    private static void awaitBooted(Process process, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(log, StandardCharsets.ISO_8859_1).contains(BOOTED)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the bare server did not start, see " + log);
            }
            pause();
        }
    }

    static Process launch(List<String> command, Path folder, String log, List<String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        if (environment != null) {
            builder.environment().clear();
            environment.forEach(entry -> builder.environment()
                    .put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1)));
        }
        return builder.start();
    }

    /** Waits for the first 200 whose body is as wanted. */
    static void awaitReady(Process process, String url, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("the server ended with " + process.exitValue());
            }
            if (body(url).filter(wanted).isPresent()) {
                return;
            }
            pause();
        }
        process.destroyForcibly();
        throw new IOException("not ready after " + START_SECONDS + " s: " + url);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the process to its first readiness. */
    double startSeconds() {
        return startSeconds;
    }

    @Override
    public void close() {
        stop(process);
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> body(String url) {
        try {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Compiled here and now, against the API jar that the project's own build has fetched. */
    private static Path war(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("bare"));
        Path classes = Files.createDirectories(sources.resolve("classes"));
        Path account = Files.writeString(sources.resolve("Account.java"), SOURCE);
        Path everything = Files.writeString(sources.resolve("Everything.java"), APPLICATION);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        api().toString(),
                        "-d",
                        classes.toString(),
                        account.toString(),
                        everything.toString());
        if (failed != 0) {
            throw new IOException("the bare resource does not compile");
        }
        Path war = folder.resolve("bare.war");
        try (OutputStream out = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (String name : List.of("Account.class", "Everything.class")) {
                zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
                zip.write(Files.readAllBytes(classes.resolve(name)));
            }
        }
        return war;
    }

    private static Path api() throws IOException {
        Path repository = Path.of(System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2/repository").toString()));
        Path folder = repository.resolve("jakarta/platform/jakarta.jakartaee-api");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("jakarta.jakartaee-api-10[0-9.]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no Jakarta EE 10 API in the local Maven repository"));
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
