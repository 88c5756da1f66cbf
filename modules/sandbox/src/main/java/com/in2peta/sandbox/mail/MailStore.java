package com.in2peta.sandbox.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The newest messages, {@value #MAX_MESSAGES} as a rule, one {@code .eml} file each. The first line of a file is one header,
 * {@value #ENVELOPE}, with the envelope as JSON; the rest is the message as it came. Only envelopes are in memory.
 */
final class MailStore {

    static final int MAX_MESSAGES = 1_000;
    private static final String ENVELOPE = "X-Sandbox-Envelope";
    private static final String PREFIX = ENVELOPE + ": ";
    private static final String SUFFIX = ".eml";
    private static final int MAX_ENVELOPE_BYTES = 256 * 1024;

    private final Path directory;
    private final Clock clock;
    private final int maxMessages;
    private final ObjectMapper json = new ObjectMapper();
    private final TreeMap<String, Envelope> envelopes = new TreeMap<>();
    private long lastId;

    MailStore(Path directory, Clock clock, int maxMessages) throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.maxMessages = maxMessages;
        Files.createDirectories(directory);
        for (Path file : files()) {
            Optional<Envelope> envelope = readEnvelope(file);
            envelope.ifPresent(read -> envelopes.put(read.id(), read));
        }
        lastId = envelopes.isEmpty() ? 0 : Long.parseLong(envelopes.lastKey());
        prune();
    }

    /** Returns once the message is on disk. */
    synchronized Envelope add(String from, List<String> to, byte[] source) throws IOException {
        Envelope envelope = new Envelope(
                "%010d".formatted(lastId + 1),
                from,
                List.copyOf(to),
                MailContent.of(source).subject(),
                clock.instant().toString());
        Path file = file(envelope.id());
        Path draft = file.resolveSibling(envelope.id() + ".draft");
        byte[] head = (PREFIX + json.writeValueAsString(envelope) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer part : new ByteBuffer[] {ByteBuffer.wrap(head), ByteBuffer.wrap(source)}) {
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lastId++;
        envelopes.put(envelope.id(), envelope);
        prune();
        return envelope;
    }

    /** Newest first. */
    synchronized List<Envelope> list(Predicate<Envelope> filter, int limit) {
        return envelopes.descendingMap().values().stream()
                .filter(filter)
                .limit(limit)
                .toList();
    }

    synchronized Optional<Envelope> find(String id) {
        return Optional.ofNullable(envelopes.get(id));
    }

    /** The message as it was sent. */
    synchronized byte[] source(Envelope envelope) throws IOException {
        byte[] all = Files.readAllBytes(file(envelope.id()));
        return Arrays.copyOfRange(all, firstLine(all).length + 1, all.length);
    }

    synchronized void clear() throws IOException {
        for (String id : new ArrayList<>(envelopes.keySet())) {
            remove(id);
        }
    }

    private void prune() throws IOException {
        while (envelopes.size() > maxMessages) {
            remove(envelopes.firstKey());
        }
    }

    private void remove(String id) throws IOException {
        Files.deleteIfExists(file(id));
        envelopes.remove(id);
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{10}\\.eml"))
                    .sorted()
                    .toList();
        }
    }

    /** Empty for a file this class did not write. */
    private Optional<Envelope> readEnvelope(Path file) throws IOException {
        String first;
        try (InputStream in = Files.newInputStream(file)) {
            first = new String(firstLine(in.readNBytes(MAX_ENVELOPE_BYTES)), StandardCharsets.UTF_8);
        }
        if (!first.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Envelope envelope = json.readValue(first.substring(PREFIX.length()), Envelope.class);
        return file.equals(file(envelope.id())) ? Optional.of(envelope) : Optional.empty();
    }

    private static byte[] firstLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }
}
