package com.in2peta.launcher.sandbox;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Part;
import com.in2peta.launcher.StartFailure;
import com.in2peta.sandbox.mail.MailCatcher;
import java.io.IOException;

/** Takes every mail that the platform sends and shows it; nothing leaves the machine. */
public final class MailPart implements Part {

    private final Home home;
    private final int smtpPort;
    private final int httpPort;
    private volatile MailCatcher catcher;

    public MailPart(Home home, int smtpPort, int httpPort) {
        this.home = home;
        this.smtpPort = smtpPort;
        this.httpPort = httpPort;
    }

    @Override
    public String name() {
        return "mail";
    }

    public int smtpPort() {
        return smtpPort;
    }

    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    @Override
    public void start() {
        try {
            MailCatcher starting = new MailCatcher(home.mail(), smtpPort, httpPort);
            catcher = starting;
            starting.start();
        } catch (IOException e) {
            throw new StartFailure("the mail catcher did not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        MailCatcher running = catcher;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public String detail() {
        return url();
    }
}
