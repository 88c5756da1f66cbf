package com.in2peta.acceptance.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A provider, the upstream of a gateway, or a receiver of webhooks: answers every request after the same time with the same document, which is a chat
 * completion of OpenAI's and a prediction of Cog's at once. On bare sockets, so that it takes little from who is measured.
 */
final class Stub implements AutoCloseable {

    private static final String COMPLETION = """
            "id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"stub","choices":[{"index":0,"message":\
            {"role":"assistant","content":"A short answer of no importance."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17}""";
    private static final String DOCUMENT = "{" + COMPLETION + ",\"status\":\"succeeded\",\"output\":{" + COMPLETION
            + "},\"metrics\":{\"predict_time\":0.005}}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + DOCUMENT.length() + "\r\n\r\n" + DOCUMENT)
            .getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final long delayNanos;
    private final AtomicLong requests = new AtomicLong();
    private volatile Consumer<String> listener = body -> {};
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Stub(long delayMillis) {
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("stub", this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Requests so far. */
    long requests() {
        return requests.get();
    }

    /** Is told the body of each request when it has come. */
    void listen(Consumer<String> told) {
        listener = told;
    }

    /** What comes from now on is not answered before {@link #release}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    @Override
    public void close() {
        release();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                start("stub-connection", () -> serve(socket));
            } catch (IOException e) {
                return; // it is closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String body = read(in); body != null; body = read(in)) {
                requests.incrementAndGet();
                listener.accept(body);
                gate.await();
                LockSupport.parkNanos(delayNanos);
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // the caller has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The body of the next request; null when there is none. */
    private static String read(InputStream in) throws IOException {
        int length = 0;
        boolean any = false;
        for (String line = line(in); line != null; line = line(in)) {
            if (line.isEmpty() && any) {
                return new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            any = true;
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return null;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
