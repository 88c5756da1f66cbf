package com.in2peta.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, byte by byte. */
class ConnectionTest {

    private final AtomicReference<Response> response = new AtomicReference<>();
    private final AtomicReference<Request> seen = new AtomicReference<>();
    private final LoopbackServer server = new LoopbackServer("wire", 0, request -> {
        seen.set(request);
        return response.get();
    });

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAndCloses() throws Exception {
        response.set(Response.text(200, "text/plain", "hello"));

        String answer = exchange("GET /a%20b?c=%26 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: 5\r\n", "Connection: close\r\n");
        assertThat(answer).endsWith("\r\n\r\nhello");
        assertThat(seen.get().path()).isEqualTo("/a b");
        assertThat(seen.get().query()).containsEntry("c", "&");
    }

    @Test
    void sendsAStreamInChunksAsItIsFlushed() throws Exception {
        response.set(Response.events(out -> {
            out.write(bytes("one"));
            out.flush();
            out.write(bytes("three"));
            out.flush();
        }));

        String answer = exchange("GET / HTTP/1.1\r\nHost: 127.0.0.1:99\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains("Transfer-Encoding: chunked\r\n");
        assertThat(answer).endsWith("\r\n\r\n3\r\none\r\n5\r\nthree\r\n0\r\n\r\n");
    }

    @Test
    void readsAChunkedBody() throws Exception {
        response.set(Response.empty());

        String answer =
                exchange("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                        + "Expect: 100-continue\r\n\r\n3\r\nabc\r\na;x=y\r\n0123456789\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 ");
        assertThat(seen.get().text()).isEqualTo("abc0123456789");
    }

    @Test
    void answersTwiceOnOneConnection() throws Exception {
        response.set(Response.text(200, "text/plain", "hello"));

        String answers = exchange("GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answers.split("hello", -1)).hasSize(3);
        assertThat(seen.get().path()).isEqualTo("/2");
    }

    @Test
    void headHasNoBody() throws Exception {
        response.set(Response.text(200, "text/plain", "hello"));

        assertThat(exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("Content-Length: 5\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        assertThat(exchange("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: many\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(101) + "\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void refusesABodyThatIsTooLargeAndStillAnswers() throws Exception {
        int length = LoopbackServer.MAX_BODY_BYTES + 1;

        String answer = exchange("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length
                + "\r\n\r\n" + "x".repeat(length));

        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void resetsBeforeTheHeaders() {
        response.set(Response.dropped());

        assertThatThrownBy(() -> exchange("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void resetsAfterTheHeaders() throws Exception {
        response.set(Response.text(200, "text/plain", "hello").cut(Response.Cut.AFTER_HEADERS));

        assertThat(untilReset()).contains("Content-Length: 5\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void resetsInTheMiddleOfABody() throws Exception {
        response.set(Response.text(200, "text/plain", "12345678").cut(Response.Cut.HALF_BODY));

        assertThat(untilReset()).contains("Content-Length: 8\r\n").endsWith("\r\n\r\n1234");
    }

    @Test
    void resetsAfterTheFirstPartOfAStream() throws Exception {
        response.set(Response.events(out -> {
                    out.write(bytes("one"));
                    out.flush();
                    out.write(bytes("two"));
                })
                .cut(Response.Cut.HALF_BODY));

        assertThat(untilReset()).endsWith("\r\n\r\n3\r\none\r\n");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = send(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What arrives before the reset that must come. */
    private String untilReset() throws IOException {
        StringBuilder arrived = new StringBuilder();
        try (Socket socket = send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            InputStream in = socket.getInputStream();
            assertThatThrownBy(() -> {
                        for (int next = in.read(); next >= 0; next = in.read()) {
                            arrived.append((char) next);
                        }
                    })
                    .hasMessageContaining("reset");
        }
        return arrived.toString();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        OutputStream out = socket.getOutputStream();
        out.write(bytes(request));
        out.flush();
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
