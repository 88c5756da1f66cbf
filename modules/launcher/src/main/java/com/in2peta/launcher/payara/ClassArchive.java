package com.in2peta.launcher.payara;

import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The archive of Payara's parsed classes, one per JDK and unpacked runtime. The JVM of the first start writes it when it ends, every later
 * one maps it; without one everything works, only slower. From JDK 19 on the JVM looks after the file by itself.
 */
public final class ClassArchive {

    private static final int FIRST_TO_KEEP_IT_ITSELF = 19;

    private final Path file;
    private final Path draft;

    public ClassArchive(Path runtimeRoot) {
        file = runtimeRoot.resolve("classes-" + JavaCommand.version() + ".jsa");
        // Launchers of several data directories may make it at the same time.
        draft = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** What the JVM needs to use the archive, or to write it. */
    public List<String> options() {
        if (JavaCommand.feature() >= FIRST_TO_KEEP_IT_ITSELF) {
            return quietly("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
        }
        return quietly(Files.exists(file) ? "-XX:SharedArchiveFile=" + file : "-XX:ArchiveClassesAtExit=" + draft);
    }

    private static List<String> quietly(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        return all;
    }

    /**
     * Puts in place what the JVM has written at its end, if it has. A JVM that was killed while writing leaves a file without a header,
     * which the next one ignores.
     */
    public void keep() {
        try {
            if (Files.exists(draft)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new StartFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
