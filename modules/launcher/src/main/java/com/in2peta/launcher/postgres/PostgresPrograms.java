package com.in2peta.launcher.postgres;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once into a cache beside the launcher. The library that usually starts these does so
 * as a daemon with durability switched off; here they run as a plain child with it on.
 */
public final class PostgresPrograms {

    private static final int EXECUTABLE_BY_OWNER = 0100;
    private static final String UNSHARE = "/usr/bin/unshare";

    private final Path root;

    private PostgresPrograms(Path root) {
        this.root = root;
    }

    /** Unpacks them if that has not been done; several launchers may try at once. */
    public static PostgresPrograms in(Path cache) {
        try {
            Files.createDirectories(cache);
            Path root = cache.resolve("postgres");
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(root)) {
                    unpack(cache, root);
                }
            }
            return new PostgresPrograms(root);
        } catch (IOException e) {
            throw new StartFailure("cannot unpack PostgreSQL into " + cache + ": " + e.getMessage(), e);
        }
    }

    /** The command line of one of its programs. It refuses to run as root, so root gets a user namespace. */
    public List<String> command(String program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of(UNSHARE))) {
            command.add(UNSHARE);
            command.add("--user");
        }
        command.add(root.resolve("bin").resolve(program).toString());
        return command;
    }

    private static void unpack(Path cache, Path root) throws IOException {
        Path draft = cache.resolve("postgres.tmp");
        Home.delete(draft);
        Files.createDirectories(draft);
        try (InputStream packed = packed();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, draft);
            }
        }
        Files.move(draft, root, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path draft) throws IOException {
        Path target = draft.resolve(entry.getName()).normalize();
        if (!target.startsWith(draft)) {
            throw new IOException("an entry leads out of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, draft.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + target + " executable");
            }
        }
    }

    private static InputStream packed() {
        String name = "/postgres-" + system() + "-" + machine() + ".txz";
        InputStream packed = PostgresPrograms.class.getResourceAsStream(name);
        if (packed == null) {
            throw new StartFailure("there is no embedded PostgreSQL for this machine (" + name.substring(1) + ")");
        }
        return packed;
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String machine() {
        String machine = System.getProperty("os.arch");
        return machine.equals("aarch64") ? "arm_64" : machine.equals("amd64") ? "x86_64" : machine;
    }
}
