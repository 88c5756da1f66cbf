package com.in2peta.sandbox.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Reads the requests of a connection, one after the other. */
final class RequestReader implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    /** What is read of a body that is refused, so that its sender gets to see the answer. */
    private static final int MAX_DISCARDED_BYTES = 32 << 20;

    private final InputStream in;
    private final OutputStream out;
    private final Semaphore memory;
    private int reserved;

    /** @param memory a permit for each byte that all bodies may take together */
    RequestReader(InputStream in, OutputStream out, Semaphore memory) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.memory = memory;
    }

    /** Empty when the connection ends where a request could begin. */
    Optional<Request> read() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return Optional.empty();
        }
        in.reset();
        String[] start = line().split(" ");
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw Refusal.text(400, "not a request of HTTP/1.1");
        }
        Map<String, String> headers = headers();
        if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        byte[] body = "chunked".equalsIgnoreCase(headers.get("Transfer-Encoding")) ? chunked() : sized(headers);
        try {
            URI target = new URI(start[1]);
            String query = target.getRawQuery() == null ? "" : target.getRawQuery();
            String path = target.getPath() == null ? "/" : target.getPath();
            return Optional.of(new Request(start[0], path, query, headers, body));
        } catch (URISyntaxException e) {
            throw Refusal.text(400, "not a path");
        }
    }

    /** The memory of the last body may be used again. */
    void release() {
        memory.release(reserved);
        reserved = 0;
    }

    @Override
    public void close() {
        release();
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || ++count > MAX_HEADERS) {
                throw Refusal.text(400, "not a header, or more than " + MAX_HEADERS);
            }
            headers.putIfAbsent(
                    line.substring(0, colon), line.substring(colon + 1).trim());
        }
        return headers;
    }

    private byte[] sized(Map<String, String> headers) throws IOException {
        String length = headers.getOrDefault("Content-Length", "0");
        if (!length.matches("\\d{1,18}")) {
            throw Refusal.text(400, "Content-Length is not a number");
        }
        long bytes = Long.parseLong(length);
        if (bytes > LoopbackServer.MAX_BODY_BYTES) {
            in.skipNBytes(Math.min(bytes, MAX_DISCARDED_BYTES));
            throw tooLarge();
        }
        reserve((int) bytes);
        return exactly((int) bytes);
    }

    private byte[] chunked() throws IOException {
        reserve(LoopbackServer.MAX_BODY_BYTES);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = chunkSize();
        while (size > 0) {
            if (body.size() + size > LoopbackServer.MAX_BODY_BYTES) {
                throw tooLarge();
            }
            body.write(exactly(size));
            line();
            size = chunkSize();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line().replaceFirst(";.*", "");
        if (!size.matches("[0-9a-fA-F]{1,7}")) {
            throw Refusal.text(400, "not a chunk");
        }
        return Integer.parseInt(size, 16);
    }

    private void reserve(int bytes) {
        if (!memory.tryAcquire(bytes)) {
            throw Refusal.text(503, "too many large bodies at a time");
        }
        reserved = bytes;
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the body ends early");
        }
        return read;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the request ends early");
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw Refusal.text(431, "a line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static Refusal tooLarge() {
        return Refusal.text(413, "the body is larger than " + LoopbackServer.MAX_BODY_BYTES + " bytes");
    }
}
