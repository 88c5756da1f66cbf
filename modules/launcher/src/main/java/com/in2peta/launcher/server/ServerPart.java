package com.in2peta.launcher.server;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.HttpProbe;
import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.PrivateFile;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.payara.PayaraPart;
import com.in2peta.launcher.process.ChildProcess;
import com.in2peta.launcher.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A domain of Payara Server with the EAR. {@code asadmin} makes the domain and tells the command line of its process;
 * the launcher starts that itself, so that it is a child like every other part.
 */
public final class ServerPart extends PayaraPart {

    private static final String DOMAIN = "in2peta";
    private static final String ADMIN = "admin";
    private static final List<String> OTHER_PORTS = List.of(
            "http.ssl.port",
            "orb.listener.port",
            "orb.ssl.port",
            "orb.mutualauth.port",
            "jms.port",
            "domain.jmxPort",
            "osgi.shell.telnet.port",
            "java.debugger.port");
    private static final String DUMP_HEADING = "Dump of JVM Invocation";
    private static final String READS_INPUT = "-read-stdin";
    private static final String NO_CHECKS = "\"checks\":[]";
    private static final Duration ASADMIN_LIMIT = Duration.ofMinutes(3);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Home home;
    private final Path distribution;
    private final List<Path> libraries;
    private final String preBoot;
    private final String postBoot;
    private final Map<String, String> environment;
    private final String adminPassword;
    private final int adminPort = Ports.free();
    private final HttpProbe health;
    private final HttpProbe application;

    /**
     * @param distribution the unpacked Payara Server
     * @param libraries jars for the domain's lib folder
     * @param preBoot asadmin commands before the server starts
     * @param postBoot asadmin commands that make the resources and deploy the EAR
     * @param environment the application's configuration and the passwords that the commands refer to
     */
    public ServerPart(
            Home home,
            Path distribution,
            List<Path> libraries,
            int port,
            String preBoot,
            String postBoot,
            Map<String, String> environment,
            Secrets secrets,
            Children children) {
        super("payara", port, children);
        this.home = home;
        this.distribution = distribution;
        this.libraries = List.copyOf(libraries);
        this.preBoot = preBoot;
        this.postBoot = postBoot;
        this.environment = Map.copyOf(environment);
        this.adminPassword = secrets.get("payara-admin");
        this.health = new HttpProbe(url() + "/health/ready");
        this.application = new HttpProbe(url() + "/v1/auth/jwks");
    }

    /** The address of the admin console, its user and the file with the password. */
    public String console() {
        return "http://127.0.0.1:" + adminPort + "/ (user " + ADMIN + ", password in "
                + home.secrets().resolve("payara-admin") + ")";
    }

    @Override
    protected void prepare() {
        try {
            if (!Files.isDirectory(domain())) {
                createDomain();
            }
            for (Path library : libraries) {
                Path target = domain().resolve("lib").resolve(library.getFileName());
                if (!Files.exists(target)) {
                    Files.copy(library, target);
                }
            }
        } catch (IOException e) {
            throw new StartFailure("cannot write the domain in " + home.payara() + ": " + e.getMessage(), e);
        }
        PrivateFile.write(file("preboot.asadmin"), preBoot);
        PrivateFile.write(file("boot.asadmin"), postBoot);
    }

    private void createDomain() throws IOException {
        Path passwords = file("asadmin.passwords");
        PrivateFile.write(passwords, "AS_ADMIN_PASSWORD=" + adminPassword + "\n");
        List<String> others = new ArrayList<>();
        OTHER_PORTS.forEach(name -> others.add(name + "=" + Ports.free()));
        try {
            asadmin(List.of(
                    "--user",
                    ADMIN,
                    "--passwordfile",
                    passwords.toString(),
                    "create-domain",
                    "--domaindir",
                    home.payara().toString(),
                    "--adminport",
                    Integer.toString(adminPort),
                    "--instanceport",
                    Integer.toString(port()),
                    "--checkports=false",
                    "--domainproperties",
                    String.join(":", others),
                    DOMAIN));
        } finally {
            Files.deleteIfExists(passwords);
        }
    }

    @Override
    protected ChildProcess launch() {
        List<String> dump = asadmin(List.of(
                "start-domain",
                "--dry-run",
                "--verbose",
                "--domaindir",
                home.payara().toString(),
                "--prebootcommandfile",
                file("preboot.asadmin").toString(),
                "--postbootcommandfile",
                file("boot.asadmin").toString(),
                DOMAIN));
        Map<String, String> variables = new LinkedHashMap<>(environment);
        return ChildProcess.start(name(), command(dump), variables, domain(), logFile());
    }

    /** The lines after the heading, up to the empty one; without waiting for passwords on the standard input. */
    static List<String> command(List<String> dump) {
        List<String> command = new ArrayList<>();
        boolean inside = false;
        for (String line : dump) {
            if (line.startsWith(DUMP_HEADING)) {
                inside = true;
            } else if (inside && line.isBlank()) {
                break;
            } else if (inside) {
                command.add(line);
            }
        }
        int readsInput = command.indexOf(READS_INPUT);
        if (readsInput < 0) {
            throw new StartFailure("asadmin does not tell how the domain is started");
        }
        command.subList(readsInput, readsInput + 2).clear();
        return command;
    }

    private List<String> asadmin(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(distribution.resolve("bin").resolve("asadmin").toString());
        command.addAll(arguments);
        Path output = home.logs().resolve("asadmin.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("AS_JAVA", JavaCommand.home().toString());
        builder.environment().put("JAVA_HOME", JavaCommand.home().toString());
        try {
            Process process = builder.start();
            if (!process.waitFor(ASADMIN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartFailure("asadmin did not end within " + ASADMIN_LIMIT.toSeconds() + " s; see " + output);
            }
            if (process.exitValue() != 0) {
                throw new StartFailure("asadmin failed; see " + output);
            }
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new StartFailure("cannot run asadmin of " + distribution + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while asadmin ran", e);
        }
    }

    @Override
    protected void awaitReady() {
        await(this::isReady, START_LIMIT);
    }

    private boolean isReady() {
        return application.body().isPresent()
                && health.body().filter(body -> !body.contains(NO_CHECKS)).isPresent();
    }

    private Path domain() {
        return home.payara().resolve(DOMAIN);
    }

    private Path file(String name) {
        return home.run().resolve(name);
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    protected Path logFile() {
        return home.logs().resolve("payara.log");
    }
}
