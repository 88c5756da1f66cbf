package com.in2peta.sandbox.mail;

import com.in2peta.sandbox.http.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every message for every recipient, without authentication or TLS, and stores it before it says so. */
final class SmtpListener implements AutoCloseable {

    static final int MAX_MESSAGE_BYTES = 5 * 1024 * 1024;
    private static final int MAX_CONNECTIONS = 16;
    private static final int MAX_RECIPIENTS = 100;
    private static final int IDLE_SECONDS = 60;

    private final MailStore store;
    private final int port;
    private final ThreadPoolExecutor sessions;
    private SMTPServer server;

    SmtpListener(MailStore store, int port) {
        this.store = store;
        this.port = port;
        // The server itself limits the connections; a thread may outlive its connection by a moment.
        this.sessions = new ThreadPoolExecutor(
                0, 2 * MAX_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.named("smtp"));
    }

    void start() throws IOException {
        server = DaemonThreads.call("smtp-start", () -> {
            SMTPServer created = SMTPServer.port(port)
                    .bindAddress(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}))
                    .hostName("localhost")
                    .softwareName("in2peta mail catcher")
                    .executorService(sessions)
                    .maxConnections(MAX_CONNECTIONS)
                    .maxRecipients(MAX_RECIPIENTS)
                    .maxMessageSize(MAX_MESSAGE_BYTES)
                    .connectionTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                    .insertReceivedHeaders(false)
                    .messageHandlerFactory(context -> new Delivery())
                    .build();
            created.start();
            return created;
        });
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        sessions.shutdownNow();
    }

    /** One message of one connection. */
    private final class Delivery implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            byte[] source = data.readNBytes(MAX_MESSAGE_BYTES + 1);
            if (source.length > MAX_MESSAGE_BYTES) {
                // What is left would be taken for commands.
                data.transferTo(OutputStream.nullOutputStream());
                throw new RejectException(552, "a message has at most " + MAX_MESSAGE_BYTES + " bytes");
            }
            return "stored as " + store.add(sender, recipients, source).id();
        }

        @Override
        public void done() {
            // nothing is held open
        }
    }
}
