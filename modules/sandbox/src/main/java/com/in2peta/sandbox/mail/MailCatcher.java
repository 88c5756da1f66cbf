package com.in2peta.sandbox.mail;

import com.in2peta.sandbox.http.LoopbackServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A mail server on 127.0.0.1 that accepts every message and delivers none. It keeps the newest 1,000, each at most
 * 5 MiB, over restarts, and shows them over HTTP: sign-in links are read here instead of in a mailbox.
 */
public final class MailCatcher implements AutoCloseable {

    private final SmtpListener smtp;
    private final LoopbackServer http;

    /**
     * Reads the messages in {@code dataDir}, which is made if missing; opens no port before {@link #start}.
     *
     * @param smtpPort 0 for a free one
     * @param httpPort 0 for a free one
     */
    public MailCatcher(Path dataDir, int smtpPort, int httpPort) throws IOException {
        MailStore store = new MailStore(dataDir, Clock.systemUTC(), MailStore.MAX_MESSAGES);
        this.smtp = new SmtpListener(store, smtpPort);
        this.http = new LoopbackServer("mail", httpPort, new MailHttp(store));
    }

    /** Opens both ports or none. */
    public void start() throws IOException {
        smtp.start();
        try {
            http.start();
        } catch (IOException e) {
            smtp.close();
            throw e;
        }
    }

    /** The port in use, also when 0 was asked for. */
    public int smtpPort() {
        return smtp.port();
    }

    /** The port in use, also when 0 was asked for. */
    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        smtp.close();
        http.close();
    }
}
