package com.in2peta.compliance.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A file for each signed root, in a folder that is best on another machine: who rewrites the database does not reach it. */
record OutsideCopies(Path folder) {

    private static final String SUFFIX = ".jws";

    /** What a copy may be. */
    enum State {
        SAME,
        MISSING,
        DIFFERENT
    }

    /**
     * Writes the copy and waits until it is on the disk. A file that is there stays as it is; only one that a crash cut short is completed.
     * False when it holds something else.
     */
    boolean write(Root root) throws IOException {
        byte[] content = content(root);
        Optional<byte[]> present = read(root.day());
        if (present.isPresent() && !isBeginning(present.get(), content)) {
            return false;
        }
        try (FileChannel file =
                FileChannel.open(file(root.day()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer rest =
                    ByteBuffer.wrap(content).position(present.map(p -> p.length).orElse(0));
            while (rest.hasRemaining()) {
                file.write(rest, rest.position());
            }
            file.force(true);
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true); // the name of the file too
        }
        return true;
    }

    State state(Root root) {
        try {
            return read(root.day())
                    .map(present -> Arrays.equals(present, content(root)) ? State.SAME : State.DIFFERENT)
                    .orElse(State.MISSING);
        } catch (IOException e) {
            return State.MISSING; // a copy that cannot be read proves nothing
        }
    }

    boolean exists(LocalDate day) {
        return Files.exists(file(day));
    }

    /** The days of which there are copies; none when the folder is not there. */
    Set<LocalDate> days() {
        Set<LocalDate> days = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return days;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .flatMap(name -> day(name.substring(0, name.length() - SUFFIX.length())))
                    .forEach(days::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }

    private static Stream<LocalDate> day(String name) {
        try {
            return Stream.of(LocalDate.parse(name));
        } catch (DateTimeException e) {
            return Stream.empty(); // somebody's own file
        }
    }

    private Optional<byte[]> read(LocalDate day) throws IOException {
        return Files.exists(file(day)) ? Optional.of(Files.readAllBytes(file(day))) : Optional.empty();
    }

    private static boolean isBeginning(byte[] present, byte[] content) {
        return present.length <= content.length
                && Arrays.equals(present, 0, present.length, content, 0, present.length);
    }

    private static byte[] content(Root root) {
        return (root.jws() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Path file(LocalDate day) {
        return folder.resolve(day + SUFFIX);
    }
}
