package com.in2peta.kernel.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.kernel.outbound.OutboundClient.Bounds;
import com.in2peta.kernel.outbound.OutboundClient.Reply;
import com.in2peta.kernel.outbound.OutboundFailure.Reason;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundClientTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Bounds BOUNDS = new Bounds(1_000, SECONDS);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private HttpServer server;
    private String base;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = "http://localhost:" + server.getAddress().getPort();
        names.put("localhost", List.of("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        clockwork.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void postsABodyAndReadsTheHead() throws Exception {
        server.createContext("/hook", exchange -> {
            Headers headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean right = body.equals("{\"a\":\"ü\"}")
                    && "1".equals(headers.getFirst("webhook-id"))
                    && headers.getFirst("Content-Type").startsWith("application/json")
                    && headers.getFirst("Host")
                            .equals("localhost:" + server.getAddress().getPort())
                    && !headers.containsKey("Accept-Encoding");
            exchange.getResponseHeaders().set("Retry-After", "7");
            answer(exchange, right ? 202 : 400, "ignored");
        });

        Reply reply = client().post(
                        base + "/hook",
                        Map.of("webhook-id", "1"),
                        "application/json",
                        "{\"a\":\"ü\"}".getBytes(UTF_8),
                        SECONDS);

        assertThat(reply).isEqualTo(new Reply(202, Optional.of("7")));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void connectsToAnAddressThatWasChecked() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 200, "x"));
        int port = server.getAddress().getPort();
        for (List<String> resolved :
                List.of(List.of("10.0.0.1"), List.of("127.0.0.1", "10.0.0.1"), List.of("::ffff:169.254.169.254"))) {
            names.put("localhost", resolved);
            assertFails(Reason.UNREACHABLE, () -> get("http://localhost:" + port + "/"));
        }
        names.remove("localhost");
        assertFails(Reason.UNREACHABLE, () -> get("http://localhost:" + port + "/"));
    }

    @Test
    void resolvesAgainForEachCall() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 200, "x"));
        OutboundClient client = client();
        client.get(base + "/", BOUNDS, content -> content.body().readAllBytes());
        names.put("localhost", List.of("10.0.0.1"));

        assertFails(
                Reason.UNREACHABLE,
                () -> client.get(base + "/", BOUNDS, content -> content.body().readAllBytes()));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void usesAConnectionAgainForTheSameAddressOnly() throws Exception {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            ports.add(exchange.getRemoteAddress().getPort());
            answer(exchange, 200, "x");
        });
        OutboundClient client = client();

        for (int i = 0; i < 3; i++) {
            client.post(base + "/", Map.of(), "text/plain", new byte[] {'x'}, SECONDS);
        }
        assertThat(ports).hasSize(1);
        assertThat(lookups).hasValue(3);

        names.put("localhost", List.of("10.0.0.1"));
        assertFails(Reason.UNREACHABLE, () -> client.post(base + "/", Map.of(), "text/plain", new byte[0], SECONDS));
    }

    @Test
    void doesNotFollowAPostsRedirect() throws Exception {
        AtomicInteger followed = new AtomicInteger();
        server.createContext("/from", exchange -> redirect(exchange, "/to"));
        server.createContext("/to", exchange -> {
            followed.incrementAndGet();
            answer(exchange, 200, "");
        });

        assertThat(client().post(base + "/from", Map.of(), "text/plain", new byte[0], SECONDS)
                        .status())
                .isEqualTo(302);
        assertThat(followed).hasValue(0);
    }

    @Test
    void holdsEachHopOfADownloadToTheRules() throws Exception {
        server.createContext("/good", exchange -> redirect(exchange, "/found"));
        server.createContext("/found", exchange -> answer(exchange, 200, "found"));
        server.createContext("/bad", exchange -> redirect(exchange, "http://169.254.169.254/latest"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));

        assertThat(get(base + "/good")).isEqualTo("found");
        assertFails(Reason.URL_REFUSED, () -> get(base + "/bad"));
        assertFails(Reason.TOO_MANY_REDIRECTS, () -> get(base + "/loop"));
    }

    @Test
    void readsNoMoreThanTheLimit() throws Exception {
        server.createContext("/exact", exchange -> answer(exchange, 200, "x".repeat(1_000)));
        server.createContext("/declared", exchange -> answer(exchange, 200, "x".repeat(1_001)));
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            pour(exchange.getResponseBody());
        });

        assertThat(get(base + "/exact")).hasSize(1_000);
        assertFails(Reason.TOO_LARGE, () -> get(base + "/declared"));
        assertFails(Reason.TOO_LARGE, () -> get(base + "/endless"));
    }

    @Test
    void doesNotReadTheBodyOfAPostsAnswer() throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            pour(exchange.getResponseBody());
        });
        long begun = System.nanoTime();

        assertThat(client().post(base + "/", Map.of(), "text/plain", new byte[0], Duration.ofSeconds(20))
                        .status())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void endsInTimeHoweverSlowlyItComes() throws Exception {
        try (ServerSocket drip = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                try (Socket socket = drip.accept()) {
                    for (byte b : "HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8)) {
                        socket.getOutputStream().write(b);
                        Thread.sleep(100);
                    }
                }
                return null;
            });
            String url = "http://localhost:" + drip.getLocalPort() + "/";

            assertFails(
                    Reason.TIMEOUT,
                    () -> client().post(url, Map.of(), "text/plain", new byte[0], Duration.ofMillis(700)));
        }
    }

    @Test
    void tellsWhatKindOfFailureItWas() throws Exception {
        server.createContext("/missing", exchange -> answer(exchange, 404, "no"));
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertFails(Reason.STATUS, () -> get(base + "/missing"));
        assertFails(Reason.UNREACHABLE, () -> get("http://localhost:" + closed + "/"));
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream()
                            .write("220 mail.example ESMTP\r\n".repeat(500).getBytes(UTF_8));
                }
                return null;
            });
            assertFails(Reason.BROKEN, () -> get("http://localhost:" + other.getLocalPort() + "/"));
        }
    }

    @Test
    void holdsTheCertificateToTheName(@TempDir Path directory) throws Exception {
        KeyStore store = certificate(directory, "localhost");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(keys.getKeyManagers(), null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(serving));
        secure.createContext("/", exchange -> answer(exchange, 200, "secret"));
        secure.start();
        try {
            int port = secure.getAddress().getPort();
            OutboundClient client = client(trusting);

            String got = client.get(
                    "https://localhost:" + port + "/",
                    BOUNDS,
                    content -> new String(content.body().readAllBytes(), UTF_8));
            assertThat(got).isEqualTo("secret");
            // The same server by its address, which its certificate does not name; and for who does not know its
            // issuer.
            assertFails(Reason.TLS, () -> client.get("https://127.0.0.1:" + port + "/", BOUNDS, content -> ""));
            assertFails(Reason.TLS, () -> get("https://localhost:" + port + "/"));
        } finally {
            secure.stop(0);
        }
    }

    private static KeyStore certificate(Path directory, String name) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "x",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore both = KeyStore.getInstance(file.toFile(), PASSWORD);
        both.setCertificateEntry("trusted", both.getCertificate("x"));
        return both;
    }

    private String get(String url) throws Exception {
        return client().get(url, BOUNDS, content -> new String(content.body().readAllBytes(), UTF_8));
    }

    private OutboundClient client() throws Exception {
        return client(SSLContext.getDefault());
    }

    private OutboundClient client(SSLContext tls) {
        return new OutboundClient(new OutboundUrls(List.of(), true), this::resolve, tls, clockwork);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        List<String> known = names.getOrDefault(host, host.equals("127.0.0.1") ? List.of(host) : List.of());
        if (known.isEmpty()) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[known.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(known.get(i));
        }
        return addresses;
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OutboundFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        answer(exchange, 302, "");
    }

    /** Until the other side has had enough. */
    private static void pour(OutputStream out) throws IOException {
        byte[] block = new byte[8_192];
        while (true) {
            out.write(block);
        }
    }
}
