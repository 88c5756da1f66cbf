package com.in2peta.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the built parts stand in the repository. */
public record Installation(Path root) {

    private static final String ROOT_PROPERTY = "in2peta.root";

    /** The repository that the script named. */
    public static Installation ofThisProcess() {
        return new Installation(
                Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath().normalize());
    }

    public Path war() {
        return root.resolve("modules/web/target/in2peta.war");
    }

    public Path ear() {
        return root.resolve("ear/target/in2peta.ear");
    }

    /** Payara Server, unpacked by the script. */
    public Path server() {
        return launcher().resolve("server/payara6");
    }

    public Path acceptanceClasses() {
        return root.resolve("modules/acceptance/target/classes");
    }

    /** A file with the class path of the acceptance tests, written by the script. */
    public Path acceptanceClassPath() {
        return root.resolve("modules/acceptance/target/classpath");
    }

    public Path workerJar() {
        return root.resolve("modules/worker/target/in2peta-worker.jar");
    }

    public Path artemisAdapter() {
        return root.resolve("server-config/artemis-rar/target/in2peta-artemis.rar");
    }

    public Path microJar() {
        return launcher().resolve("payara/payara-micro.jar");
    }

    /** What is unpacked and archived once per clone, whatever the data directory. */
    public Path cache() {
        return launcher().resolve("cache");
    }

    public Path samples() {
        return root.resolve("samples");
    }

    /** The libraries that the application expects from the server: Hibernate and the PostgreSQL driver. */
    public List<Path> serverLibraries() {
        try (Stream<Path> jars = Files.list(launcher().resolve("server-lib"))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script of server-config, with its placeholders. */
    public String serverConfig(String name) {
        try {
            return Files.readString(root.resolve("server-config").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path launcher() {
        return root.resolve("modules/launcher/target");
    }
}
