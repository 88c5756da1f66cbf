package com.in2peta.acceptance;

import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * {@code ./in2peta server --keep}, once for all tests that run in the server: PostgreSQL, Artemis and a domain with the EAR. Arquillian deploys
 * that EAR anew, with the tests in it, so it is taken out first. Inside the server this does nothing.
 */
public final class PayaraServer implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(PayaraServer.class);
    private static final String INSIDE = "insideArquillian";
    private static final Pattern CONSOLE =
            Pattern.compile("admin console: http://127\\.0\\.0\\.1:(\\d+)/ \\(user (\\w+), password in ([^)]+)\\)");
    private static final long START_SECONDS = 400;
    private static final long STOP_SECONDS = 90;
    private static final long ASADMIN_SECONDS = 120;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getConfigurationParameter(INSIDE).isEmpty()) {
            context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("server", key -> Running.start(), Running.class);
        }
    }

    /** The EAR that ships, with one class of tests in it. */
    static EnterpriseArchive earWith(Class<?> tests) {
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class,
                Platform.root().resolve("ear/target/in2peta.ear").toFile());
        WebArchive war = ShrinkWrap.create(WebArchive.class, "tests.war")
                .addClasses(tests, PayaraServer.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"); // without it Payara gives the WAR no CDI
        ear.delete("META-INF/application.xml"); // it lists the shipped modules only and would hide tests.war
        return ear.addAsModule(Testable.archiveToTest(war));
    }

    /** Runs an asadmin command in the domain; answers what it printed. */
    static String asadmin(String... command) {
        List<String> line = new java.util.ArrayList<>(List.of(
                System.getProperty("in2peta.test.asadmin"),
                "--user",
                System.getProperty("in2peta.test.admin-user"),
                "--passwordfile",
                System.getProperty("in2peta.test.password-file"),
                "--port",
                System.getProperty("in2peta.test.admin-port")));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(ASADMIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("asadmin " + List.of(command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Running(Process process) implements AutoCloseable {

        static Running start() {
            Path data = SharedPlatform.folder("server");
            Path log = data.resolveSibling("server.log");
            program().toFile().setExecutable(true); // unpacking forgets it
            try {
                Process process = new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx128m",
                                "-Din2peta.root=" + Platform.root(),
                                "-jar",
                                Platform.root()
                                        .resolve("modules/launcher/target/in2peta-launcher.jar")
                                        .toString(),
                                "server",
                                "--keep",
                                "--data",
                                data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .redirectInput(new File("/dev/null"))
                        .start();
                Running running = new Running(process);
                try {
                    running.awaitKept(log);
                    running.connect(Files.readString(log));
                } catch (IOException | RuntimeException | AssertionError e) {
                    running.close();
                    throw e;
                }
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void awaitKept(Path log) {
            Platform.await("the server, see " + log, START_SECONDS, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the launcher ended with " + process.exitValue() + ", see " + log);
                }
                try {
                    return Files.readString(log).contains("kept running");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private void connect(String log) throws IOException {
            Matcher console = CONSOLE.matcher(log);
            if (!console.find()) {
                throw new AssertionError("no admin console in " + log);
            }
            String password = Files.readString(Path.of(console.group(3))).strip();
            Path passwords = Path.of("target", "platforms", "server.passwords").toAbsolutePath();
            Files.writeString(passwords, "AS_ADMIN_PASSWORD=" + password + "\n");
            System.setProperty("in2peta.test.admin-port", console.group(1));
            System.setProperty("in2peta.test.admin-user", console.group(2));
            System.setProperty("in2peta.test.admin-password", password);
            System.setProperty("in2peta.test.password-file", passwords.toString());
            System.setProperty("in2peta.test.asadmin", program().toString());
            runRetention();
            asadmin("undeploy", "in2peta");
        }

        /** The job on the EAR as it was deployed; it also starts the batch runtime before anything is taken out. */
        private void runRetention() {
            Platform platform = Platform.running(SharedPlatform.data("server"));
            Staff.run(Staff.of(platform), "retention", ASADMIN_SECONDS);
        }

        private static Path program() {
            return Platform.root().resolve("modules/launcher/target/server/payara6/bin/asadmin");
        }

        @Override
        public void close() {
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
    }
}
