package com.in2peta.sandbox.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server on 127.0.0.1 with one handler; it is started and closed once. Connections are kept alive. It works on
 * plain sockets, because the server of the JDK can neither reset a connection nor stop in the middle of an answer.
 */
public final class LoopbackServer implements AutoCloseable {

    /** The largest request body; a larger one is answered with 413. */
    public static final int MAX_BODY_BYTES = 10 << 20;

    /** All request bodies that are held at a time. */
    private static final int MAX_BODIES_BYTES = 24 << 20;

    /** One thread each; a further one is closed unanswered. */
    private static final int MAX_CONNECTIONS = 256;

    private static final int BACKLOG = 128;
    private static final int READ_TIMEOUT_MS = 30_000;
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());

    private final String name;
    private final int port;
    private final Handler handler;
    private final ThreadPoolExecutor workers;
    private final Semaphore memory = new Semaphore(MAX_BODIES_BYTES);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;

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
                0, MAX_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.named(name));
    }

    public synchronized void start() throws IOException {
        if (listener != null) {
            throw new IllegalStateException(name + " was started before");
        }
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        listener = new ServerSocket(port, BACKLOG, loopback);
        DaemonThreads.named(name + "-accept").newThread(() -> accept(listener)).start();
    }

    /** The port in use, also when 0 was asked for. */
    public synchronized int port() {
        if (listener == null) {
            throw new IllegalStateException(name + " is not started");
        }
        return listener.getLocalPort();
    }

    @Override
    public synchronized void close() {
        workers.shutdownNow();
        if (listener != null) {
            close(listener);
        }
        open.forEach(LoopbackServer::close);
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                hand(from.accept());
            } catch (IOException e) {
                LOG.log(Level.DEBUG, name + " accepts no more", e);
            }
        }
    }

    private void hand(Socket socket) {
        open.add(socket);
        try {
            workers.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, name + ": more than " + MAX_CONNECTIONS + " connections, or closing");
            open.remove(socket);
            close(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket;
                RequestReader reader = new RequestReader(socket.getInputStream(), socket.getOutputStream(), memory)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MS);
            ResponseWriter writer = new ResponseWriter(socket);
            while (answeredOne(reader, writer)) {
                reader.release();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, name + ": the caller has gone", e);
        } finally {
            open.remove(socket);
        }
    }

    /** False when the connection ends with this request, or ended before it. */
    private boolean answeredOne(RequestReader reader, ResponseWriter writer) throws IOException {
        try {
            Optional<Request> request = reader.read();
            if (request.isEmpty()) {
                return false;
            }
            boolean keep = !request.get().header("Connection").orElse("").equalsIgnoreCase("close");
            return writer.write(answer(request.get()), !request.get().method().equals("HEAD"), keep);
        } catch (Refusal refusal) {
            return writer.write(refusal.response(), true, false); // where the next request begins is not known
        }
    }

    private Response answer(Request request) throws IOException {
        if (!HOSTS.contains(request.header("Host").orElse("").replaceFirst(":\\d+$", ""))) {
            // A page of another site, resolved to loopback, must not read sign-in mails.
            return Response.text(421, "text/plain", "this server answers to 127.0.0.1 and localhost only\n");
        }
        try {
            return handler.handle(request);
        } catch (Refusal refusal) {
            return refusal.response();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, name + ": " + request.method() + " " + request.path() + " failed", e);
            return Response.text(500, "text/plain", "the stand-in failed, see its log\n");
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
