package com.in2peta.compliance.erasure;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The erasures, in a file outside the database: a restored backup knows the person again, and only this file says that it must not. An entry
 * holds two ids and a time. They are what is left when the rows are gone, and what a search of a restored database needs; who they were is
 * nowhere but in that backup.
 */
final class ErasureLedger {

    /** One erasure. */
    record Entry(UUID personId, UUID organizationId, Instant erasedAt) {}

    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;

    ErasureLedger(Path file) {
        this.file = file;
    }

    /**
     * Returns when the entry is on the disk. An entry that is there already is not written again. The folder is not made: a mount that is missing
     * is an error.
     */
    void append(Entry entry) {
        // A file lock is of the process, and lost with the first channel that closes: within the process the monitor is
        // what counts.
        synchronized (ONE_AT_A_TIME) {
            try (FileChannel channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.lock(); // of other nodes; it goes with the channel
                write(channel, entry);
                channel.force(true); // also for one that is there: its writer may have died before he could
            } catch (IOException e) {
                throw new UncheckedIOException("the ledger of erasures cannot be written", e);
            }
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            } catch (IOException e) {
                throw new UncheckedIOException("the ledger of erasures cannot be written", e);
            }
        }
    }

    private static void write(FileChannel channel, Entry entry) throws IOException {
        boolean isThere = entries(read(channel)).stream()
                .anyMatch(known -> known.personId().equals(entry.personId()));
        if (!isThere) {
            channel.position(endOfLastLine(channel));
            ByteBuffer line = ByteBuffer.wrap(line(entry).getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.truncate(channel.position());
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (text.hasRemaining() && channel.read(text, text.position()) > 0) {
            // on
        }
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    /**
     * In the order of their writing; none before the first erasure. A line that was torn by a crash is not an entry: its step had not ended and is
     * repeated. Without its folder nobody can say who was erased: that is an error.
     */
    List<Entry> entries() {
        synchronized (ONE_AT_A_TIME) {
            if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
                throw new UncheckedIOException(
                        "the folder of the ledger of erasures is not there",
                        new NoSuchFileException(String.valueOf(file.getFileName())));
            }
            try {
                return Files.exists(file) ? entries(Files.readString(file)) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException("the ledger of erasures cannot be read", e);
            }
        }
    }

    private static List<Entry> entries(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            parse(line).ifPresent(entries::add);
        }
        return entries;
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }

    private static String line(Entry entry) {
        return Json.createObjectBuilder()
                        .add("person", entry.personId().toString())
                        .add("organization", entry.organizationId().toString())
                        .add("erased_at", entry.erasedAt().toString())
                        .build()
                + "\n";
    }

    private static Optional<Entry> parse(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject entry = reader.readObject();
            return Optional.of(new Entry(
                    UUID.fromString(entry.getString("person")),
                    UUID.fromString(entry.getString("organization")),
                    Instant.parse(entry.getString("erased_at"))));
        } catch (JsonParsingException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalStateException("the ledger of erasures holds a line that is no entry", e);
        }
    }
}
