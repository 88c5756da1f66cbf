package com.in2peta.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An HTTP server on 127.0.0.1 with one handler. Connections are kept alive; it is started and closed once. */
public final class LoopbackServer implements AutoCloseable {

    /** The largest request body; a larger one is answered with 413. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int THREADS = 16;
    private static final int QUEUE = 256;
    private static final int BACKLOG = 128;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());

    private final String name;
    private final int port;
    private final Handler handler;
    private final ThreadPoolExecutor workers;
    private HttpServer server;

    /**
     * Opens nothing yet.
     *
     * @param port 0 for a free one
     */
    public LoopbackServer(String name, int port, Handler handler) {
        this.name = name;
        this.port = port;
        this.handler = handler;
        this.workers = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), DaemonThreads.named(name));
        this.workers.allowCoreThreadTimeOut(true);
    }

    public synchronized void start() throws IOException {
        if (server != null) {
            throw new IllegalStateException(name + " was started before");
        }
        if (System.getProperty(NO_DELAY) == null) {
            // Read once per JVM, by the first server; without it small answers wait 40 ms for an acknowledgement.
            System.setProperty(NO_DELAY, "true");
        }
        server = DaemonThreads.call(name + "-start", () -> {
            InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            HttpServer created = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
            created.setExecutor(workers);
            created.createContext("/", this::serve);
            created.start();
            return created;
        });
    }

    /** The port in use, also when 0 was asked for. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException(name + " is not started");
        }
        return server.getAddress().getPort();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
            // A page of another site, resolved to loopback, must not read sign-in mails.
            return Response.text(421, "text/plain", "this server answers to 127.0.0.1 and localhost only\n");
        }
        Optional<byte[]> body = body(exchange.getRequestBody());
        if (body.isEmpty()) {
            return Response.text(413, "text/plain", "the body is larger than " + MAX_BODY_BYTES + " bytes\n");
        }
        String query = exchange.getRequestURI().getRawQuery();
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                body.get());
        try {
            return handler.handle(request);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, name + ": " + request.method() + " " + request.path() + " failed", e);
            return Response.text(500, "text/plain", "the stand-in failed, see its log\n");
        }
    }

    private static boolean isLocal(String host) {
        return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
    }

    private static Optional<byte[]> body(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
        return bytes.length > MAX_BODY_BYTES ? Optional.empty() : Optional.of(bytes);
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        if (response.status() == Response.DROPPED) {
            return;
        }
        var headers = exchange.getResponseHeaders();
        if (!response.contentType().isEmpty()) {
            headers.set("Content-Type", response.contentType());
        }
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        if (response.contentType().startsWith("text/html")) {
            headers.set(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                            + "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'");
        }
        byte[] body = response.body();
        boolean noBody = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), noBody ? -1 : body.length);
        if (!noBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
