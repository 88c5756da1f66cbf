package com.in2peta.sandbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * An append-only file of JSON lines. What {@link #append} returned from is on disk. A last line that a crash cut short
 * is dropped on the next start; a damaged line before others is an error, because dropping it would invent a past.
 * Not safe for use by several threads; its owner locks.
 */
public final class Journal implements AutoCloseable {

    private static final int NEW_LINE = '\n';

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();
    private FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens or makes the file and hands every line in it to {@code replay}, oldest first. */
    public static Journal open(Path file, Consumer<JsonNode> replay) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Journal journal =
                new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            lock(journal.channel, file);
            long end = journal.replay(replay);
            journal.channel.truncate(end);
            journal.channel.position(end);
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Either the whole entry is on disk or, after an exception, nothing of it. */
    public void append(JsonNode entry) throws IOException {
        long start = channel.position();
        try {
            write(channel, entry);
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(start);
            throw e;
        }
    }

    /** Puts {@code entries} in the place of everything written so far, all or nothing. */
    public void replaceWith(List<? extends JsonNode> entries) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        FileChannel replacement = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        for (JsonNode entry : entries) {
            write(replacement, entry);
        }
        replacement.force(true);
        lock(replacement, next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = replacement;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Two writers would tear each other's lines. The lock goes when the channel is closed. */
    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(file + " is in use by this process", e);
        }
        throw new IOException(file + " is in use by another process");
    }

    private void write(FileChannel target, JsonNode entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            target.write(line);
        }
    }

    /** Returns where the last whole entry ends. */
    private long replay(Consumer<JsonNode> replay) throws IOException {
        long end = 0;
        boolean damaged = false;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != NEW_LINE) {
                    line.write(next);
                    continue;
                }
                if (damaged) {
                    throw new IOException(file + " is damaged at byte " + end);
                }
                try {
                    replay.accept(json.readTree(line.toByteArray()));
                    end += line.size() + 1;
                } catch (JsonProcessingException e) {
                    damaged = true;
                }
                line.reset();
            }
        }
        return end;
    }
}
