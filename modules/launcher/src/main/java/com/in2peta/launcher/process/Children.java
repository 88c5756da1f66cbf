package com.in2peta.launcher.process;

import com.in2peta.launcher.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes that a launcher has started, written down with their start instants. A launcher that was killed leaves
 * them behind; the next one ends exactly these, and never a stranger to whom the system has given the same number.
 */
public final class Children {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final Path file;
    private final Map<String, Mark> marks = new LinkedHashMap<>();

    /** A process and the instant it was started at, as the system tells it. */
    public record Mark(long pid, Instant started) {

        public static Mark of(ProcessHandle process) {
            return new Mark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        /** The process, if it still runs and is the same one. */
        public Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            process.info().startInstant().orElse(Instant.EPOCH).equals(started));
        }

        public String line() {
            return pid + " " + started;
        }

        public static Mark parse(String line) {
            String[] words = line.strip().split(" ");
            return new Mark(Long.parseLong(words[0]), Instant.parse(words[1]));
        }
    }

    public Children(Path runDirectory) {
        file = runDirectory.resolve("children");
    }

    public synchronized void add(String name, ProcessHandle process) {
        marks.put(name, Mark.of(process));
        save();
    }

    public synchronized void remove(String name) {
        marks.remove(name);
        save();
    }

    /** Ends what an earlier launcher left: politely first, in reverse order of start. Answers how many there were. */
    public synchronized int endLeftOvers() {
        List<ProcessHandle> left = new ArrayList<>();
        for (Mark mark : read()) {
            mark.find().ifPresent(process -> left.add(0, process));
        }
        for (ProcessHandle process : left) {
            end(process);
        }
        marks.clear();
        save();
        return left.size();
    }

    /** Ends a process and what it has started: SIGTERM, and SIGKILL when that is ignored. */
    public static void end(ProcessHandle process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!await(process, GRACE)) {
            process.destroyForcibly();
            await(process, KILL_LIMIT);
        }
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> await(member, KILL_LIMIT));
    }

    /** Waits until the process is gone; false when the limit came first. */
    public static boolean await(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private List<Mark> read() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(Mark::parse)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void save() {
        StringBuilder lines = new StringBuilder();
        marks.values().forEach(mark -> lines.append(mark.line()).append('\n'));
        PrivateFile.write(file, lines.toString());
    }
}
