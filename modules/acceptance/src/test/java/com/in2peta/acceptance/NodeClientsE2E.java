package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replicate's and OpenAI's own clients for Node and the library of Standard Webhooks do here what their authors document: each script in
 * {@code src/test/node/flows} is a test.
 */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "nodeIsThere", disabledReason = "Node 18 or newer and its npm were not found")
class NodeClientsE2E {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final String FLOWS = "flows";
    private static final String COLLECTION = "node-clients";
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.");
    private static final int OLDEST = 18;
    private static final long LIMIT_SECONDS = 120;

    private record Ended(boolean well, String said) {}

    private Platform platform;

    static boolean nodeIsThere() {
        try {
            Matcher version = VERSION.matcher(run(Map.of(), Path.of("."), "node", "--version").said);
            return version.lookingAt()
                    && Integer.parseInt(version.group(1)) >= OLDEST
                    && run(Map.of(), Path.of("."), "npm", "--version").well;
        } catch (IOException notFound) {
            return false;
        }
    }

    /** A script finds the packages only beside itself or above. */
    @BeforeAll
    void install(Platform shared) throws IOException {
        platform = shared;
        Staff.of(platform)
                .put(
                        "/v1/collections/" + COLLECTION,
                        Map.of(
                                "name",
                                "For clients",
                                "description",
                                "What a client lists",
                                "models",
                                List.of("in2peta/language-identifier")))
                .expect(200);
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Path copy = FOLDER.resolve(SOURCES.relativize(source));
                Files.createDirectories(copy.getParent());
                Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Ended install =
                run(Map.of(), FOLDER, "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(install.well)
                .as("npm ci, which needs a registry or npm's cache: %s", install.said)
                .isTrue();
    }

    @AfterAll
    void removeTheCollection() {
        Staff.of(platform).delete("/v1/collections/" + COLLECTION).expect(204);
    }

    static Stream<String> flows() throws IOException {
        try (Stream<Path> scripts = Files.list(SOURCES.resolve(FLOWS))) {
            return scripts.map(script -> script.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flows")
    void works(String flow) throws IOException {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        Map<String, String> environment = Map.of(
                "BASE_URL",
                customer.api().base() + "/v1",
                "REPLICATE_API_TOKEN",
                customer.key(),
                "SAMPLES",
                Platform.root().resolve("samples").toString(),
                "COLLECTION",
                COLLECTION);

        Ended ended = run(environment, FOLDER, "node", FLOWS + "/" + flow);

        assertThat(ended.well).as(ended.said).isTrue();
    }

    /** What runs longer than the limit is ended, together with what it has started. */
    private static Ended run(Map<String, String> environment, Path folder, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> all(process));
        try {
            boolean inTime = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Ended(false, said.join() + "\nnot done after " + LIMIT_SECONDS + " s");
            }
            return new Ended(process.exitValue() == 0, said.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String all(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
