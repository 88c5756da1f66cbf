package com.in2peta.launcher.payara;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Payara Micro unpacked once into a cache that all data directories share. A flat class path starts faster than the
 * nested jars, and only from a flat one can classes be shared through an archive; so the libraries that the application
 * needs from the server (Hibernate, the PostgreSQL driver) and those of the resource adapter stand on it too. The adapter
 * itself is then a descriptor without jars, which Payara deploys without looking through them at every start.
 */
public final class MicroRuntime {

    public static final String MAIN_CLASS = "fish.payara.micro.impl.PayaraMicroImpl";
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);
    private static final List<String> DOMAIN_FOLDERS = List.of("config", "docroot", "lib", "META-INF");

    private final Path root;

    private MicroRuntime(Path root) {
        this.root = root;
    }

    /** Unpacks it if that has not been done; several launchers may try at once. */
    public static MicroRuntime in(Path cache, Path microJar, List<Path> libraries, Path adapter) {
        try {
            Files.createDirectories(cache);
            Path root = cache.resolve("micro");
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("micro.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()
                        && !upToDate(
                                root,
                                Stream.concat(Stream.of(microJar, adapter), libraries.stream())
                                        .toList())) {
                    Home.delete(root);
                    unpack(cache, root, microJar);
                    List<Path> all = new ArrayList<>(libraries);
                    all.addAll(unpackAdapter(root, adapter));
                    writeJar(root, all);
                }
            }
            return new MicroRuntime(root);
        } catch (IOException e) {
            throw new StartFailure("cannot unpack Payara Micro into " + cache + ": " + e.getMessage(), e);
        }
    }

    public Path root() {
        return root;
    }

    /** The jar to start: nothing but a manifest with the class path and what Payara needs opened in the JDK. */
    public Path jar() {
        return root.resolve("in2peta-micro.jar");
    }

    /** The resource adapter without its jars. */
    public Path adapter() {
        return root.resolve("artemis.rar");
    }

    /** The system properties by which Payara finds this unpacked runtime. */
    public List<String> properties() {
        return List.of(
                "-Dfish.payara.micro.BootJar="
                        + root.resolve("launch-micro.jar").toUri(),
                "-Dfish.payara.micro.UnpackDir=" + root);
    }

    /** Writes a clean domain for one start: Payara would keep the resources of the last one and refuse to make them. */
    public void newDomain(Path domain) {
        try {
            Home.delete(domain);
            Home.makePrivate(domain);
            for (String folder : DOMAIN_FOLDERS) {
                copy(root.resolve(folder), domain.resolve(folder));
            }
        } catch (IOException e) {
            throw new StartFailure("cannot write " + domain + ": " + e.getMessage(), e);
        }
    }

    private static boolean upToDate(Path root, List<Path> inputs) throws IOException {
        Path jar = root.resolve("in2peta-micro.jar");
        if (!Files.exists(jar)) {
            return false;
        }
        for (Path input : inputs) {
            if (Files.getLastModifiedTime(input).compareTo(Files.getLastModifiedTime(jar)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void unpack(Path cache, Path root, Path microJar) throws IOException {
        Path log = cache.resolve("unpack.log");
        List<String> command = JavaCommand.with("-XX:TieredStopAtLevel=1", "-jar", microJar.toString());
        command.addAll(List.of("--rootdir", root.toString(), "--nocluster", "--outputlauncher"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(UNPACK_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (!Files.exists(root.resolve("launch-micro.jar"))) {
            throw new StartFailure("Payara Micro could not be unpacked; see " + log);
        }
    }

    /** Puts the adapter's jars on the class path's side and its descriptor into an adapter of its own. */
    private static List<Path> unpackAdapter(Path root, Path adapter) throws IOException {
        List<Path> jars = new ArrayList<>();
        Path folder = Files.createDirectories(root.resolve("artemis"));
        try (JarFile full = new JarFile(adapter.toFile());
                OutputStream out = Files.newOutputStream(root.resolve("artemis.rar"));
                JarOutputStream thin = new JarOutputStream(out)) {
            for (JarEntry entry : full.stream().toList()) {
                try (InputStream in = full.getInputStream(entry)) {
                    if (entry.getName().matches("[^/]+\\.jar")) {
                        Path jar = folder.resolve(entry.getName());
                        Files.copy(in, jar);
                        jars.add(jar);
                    } else if (entry.getName().equals("META-INF/ra.xml")) {
                        thin.putNextEntry(new JarEntry(entry.getName()));
                        in.transferTo(thin);
                        thin.closeEntry();
                    }
                }
            }
        }
        return jars;
    }

    private static void writeJar(Path root, List<Path> libraries) throws IOException {
        Attributes theirs;
        try (JarFile launch = new JarFile(root.resolve("launch-micro.jar").toFile())) {
            theirs = launch.getManifest().getMainAttributes();
        }
        List<String> classPath = new ArrayList<>();
        classPath.add("launch-micro.jar");
        classPath.addAll(List.of(theirs.getValue(Attributes.Name.CLASS_PATH).split(" ")));
        libraries.forEach(library -> classPath.add(library.toUri().getRawPath()));
        Manifest manifest = new Manifest();
        Attributes ours = manifest.getMainAttributes();
        ours.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        ours.put(Attributes.Name.MAIN_CLASS, MAIN_CLASS);
        ours.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        for (String name : List.of("Add-Exports", "Add-Opens")) {
            ours.putValue(name, theirs.getValue(name));
        }
        Path draft = root.resolve("in2peta-micro.jar.tmp");
        try (OutputStream out = Files.newOutputStream(draft);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
        Files.move(draft, root.resolve("in2peta-micro.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
