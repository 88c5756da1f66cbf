package com.in2peta.launcher.payara;

import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The archive of Payara's parsed classes, one per JDK and unpacked runtime. The first start writes it, every later one
 * maps it; without one everything works, only slower. From JDK 19 on the JVM keeps the archive by itself, when it ends.
 * JDK 17 is asked for it as soon as Payara is ready; to ask a JDK 25 in the same way crashes it.
 */
public final class ClassArchive {

    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

    private static final int FIRST_TO_KEEP_IT_ITSELF = 19;

    private final Path file;
    private final Progress progress;

    public ClassArchive(Path runtimeRoot, Progress progress) {
        this.file = runtimeRoot.resolve("classes-" + JavaCommand.version() + ".jsa");
        this.progress = progress;
    }

    /** What the JVM needs to use the archive, or to be able to write it. */
    public List<String> options() {
        if (keptByTheJvm()) {
            return quietly("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
        }
        if (Files.exists(file)) {
            return quietly("-XX:SharedArchiveFile=" + file);
        }
        return Files.isExecutable(jcmd()) ? quietly("-XX:+RecordDynamicDumpInfo") : List.of();
    }

    private static List<String> quietly(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        return all;
    }

    private static boolean keptByTheJvm() {
        return JavaCommand.feature() >= FIRST_TO_KEEP_IT_ITSELF;
    }

    /** Writes it from the running process, unless it is there. */
    public void write(long pid) {
        if (keptByTheJvm() || Files.exists(file) || !Files.isExecutable(jcmd())) {
            return;
        }
        long begun = System.nanoTime();
        Path draft = file.resolveSibling(file.getFileName() + "." + pid);
        try {
            Process process = new ProcessBuilder(
                            jcmd().toString(), Long.toString(pid), "VM.cds", "dynamic_dump", draft.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(WRITE_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (ended && process.exitValue() == 0 && Files.exists(draft)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                progress.ready("class archive", begun, "the next start is faster");
            } else {
                process.destroyForcibly();
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            progress.say("no class archive: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path jcmd() {
        return JavaCommand.home().resolve("bin").resolve("jcmd");
    }
}
