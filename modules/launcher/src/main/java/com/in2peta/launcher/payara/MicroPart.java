package com.in2peta.launcher.payara;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.HttpProbe;
import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.PrivateFile;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.process.ChildProcess;
import com.in2peta.launcher.process.Children;
import com.in2peta.launcher.process.LogWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payara Micro with the WAR at the root of the public port. */
public final class MicroPart extends PayaraPart {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    /** From the first answer at the open port to the first check of the application. */
    private static final Duration APPLICATION_LIMIT = Duration.ofSeconds(10);
    /** From Payara's word that it is ready to the opening of the port, which may wait for Payara's own locks: a minute was not always enough on a busy machine. */
    private static final Duration PORT_LIMIT = Duration.ofMinutes(3);
    /** Above what is loaded: growing to it step by step costs a full collection each time. */
    private static final String METASPACE = "-XX:MetaspaceSize=160m";
    /** With one thread, as on two cores, JDK 17 has no use for this pool and starts a thread for each answer of a provider. */
    private static final String COMMON_POOL = "-Djava.util.concurrent.ForkJoinPool.common.parallelism="
            + Math.max(2, Runtime.getRuntime().availableProcessors() - 1);

    private static final String BOOTED = ") ready in ";
    private static final String NO_CHECKS = "\"checks\":[]";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Home home;
    private final MicroRuntime runtime;
    private final Path war;
    private final String preBoot;
    private final String postBoot;
    private final String postDeploy;
    private final String properties;
    private final Map<String, String> environment;
    private final ClassArchive archive;
    private final HttpProbe probe;
    private volatile LogWatch booted;
    private volatile long bootedNanos;
    private volatile long openNanos;

    /**
     * @param name also that of its folder and its log
     * @param preBoot asadmin commands before the server starts
     * @param postBoot asadmin commands before the application is deployed
     * @param postDeploy asadmin commands after it: they open the port, at which nobody may be told that something is not there while it is
     *     only being loaded
     * @param properties the configuration of the application, as a properties file
     * @param environment the passwords that the commands refer to
     */
    public MicroPart(
            String name,
            Home home,
            MicroRuntime runtime,
            Path war,
            int port,
            String preBoot,
            String postBoot,
            String postDeploy,
            String properties,
            Map<String, String> environment,
            ClassArchive archive,
            Children children) {
        super(name, port, children);
        this.home = home;
        this.runtime = runtime;
        this.war = war;
        this.preBoot = preBoot;
        this.postBoot = postBoot;
        this.postDeploy = postDeploy;
        this.properties = properties;
        this.environment = Map.copyOf(environment);
        this.archive = archive;
        this.probe = new HttpProbe(url() + "/health/ready");
    }

    @Override
    protected void prepare() {
        runtime.newDomain(home.node(name()));
        PrivateFile.write(file("preboot.asadmin"), preBoot);
        PrivateFile.write(file("boot.asadmin"), postBoot);
        PrivateFile.write(file("postdeploy.asadmin"), postDeploy);
        PrivateFile.write(file("config.properties"), properties);
    }

    @Override
    protected ChildProcess launch() {
        booted = new LogWatch(BOOTED);
        bootedNanos = 0;
        openNanos = 0;
        List<String> command = JavaCommand.with("-Xmx512m", "-XX:+UseSerialGC", METASPACE, COMMON_POOL);
        command.addAll(archive.options());
        command.addAll(runtime.properties());
        command.addAll(List.of("-jar", runtime.jar().toString()));
        command.addAll(List.of("--rootdir", home.node(name()).toString()));
        command.addAll(List.of("--nohazelcast", "--nocluster", "--disablephonehome"));
        command.addAll(List.of("--port", Integer.toString(port())));
        command.addAll(List.of("--prebootcommandfile", file("preboot.asadmin").toString()));
        command.addAll(List.of("--postbootcommandfile", file("boot.asadmin").toString()));
        command.addAll(
                List.of("--postdeploycommandfile", file("postdeploy.asadmin").toString()));
        command.addAll(List.of("--systemproperties", file("config.properties").toString()));
        command.addAll(List.of("--deploy", war.toString(), "--contextroot", "/"));
        return ChildProcess.start(name(), command, environment, home.node(name()), logFile(), booted);
    }

    @Override
    protected void awaitReady() {
        await(this::applicationIsReady, START_LIMIT);
    }

    @Override
    protected void stopped() {
        archive.keep();
    }

    /**
     * The port is opened when the deployment is over, also of an application that could not be deployed: then the server says that it
     * is well, because it has nothing to check.
     */
    private boolean applicationIsReady() {
        if (!booted.seen()) {
            return false;
        }
        if (bootedNanos == 0) {
            bootedNanos = System.nanoTime();
        }
        Optional<String> health = probe.body();
        if (health.isPresent() && !health.get().contains(NO_CHECKS)) {
            return true;
        }
        if (openNanos == 0 && health.isPresent()) {
            openNanos = System.nanoTime();
        }
        if (health.isPresent() ? isOver(openNanos, APPLICATION_LIMIT) : isOver(bootedNanos, PORT_LIMIT)) {
            throw new StartFailure(
                    name() + " runs, but the application is not ready: " + probe.lastAnswer() + "; see " + logFile());
        }
        return false;
    }

    private static boolean isOver(long sinceNanos, Duration limit) {
        return System.nanoTime() - sinceNanos > limit.toNanos();
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    protected Path logFile() {
        return home.logs().resolve(name() + ".log");
    }

    private Path file(String kind) {
        return home.run().resolve(name() + "-" + kind);
    }
}
