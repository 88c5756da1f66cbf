package com.in2peta.launcher;

import com.in2peta.launcher.process.Children;
import com.in2peta.launcher.process.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** {@code up}: starts an installation, keeps it running and stops it when it is told to. */
public final class Up {

    private static final int LOG_BYTES = 4 * 1024 * 1024;
    private static final int LOG_FILES = 2;

    private final Options options;
    private final Progress progress;
    private final CountDownLatch forever = new CountDownLatch(1);
    private volatile int exitCode;

    public Up(Options options, PrintStream out) {
        this.options = options;
        this.progress = new Progress(out);
    }

    /** Returns only by failing: a running installation ends with the process. */
    public void run() {
        Home home = Home.open(options.data());
        LauncherLock lock = LauncherLock.acquire(home);
        Children children = new Children(home.run());
        int left = children.endLeftOvers();
        if (left > 0) {
            progress.say("ended " + left + " processes that an earlier launcher had left");
        }
        ReadyFile ready = new ReadyFile(home.ready());
        ready.remove();
        if (options.fresh()) {
            home.clear();
        }
        logToFile(home);
        int port = Ports.claim(options.port());
        Parts parts = new Parts(Installation.ofThisProcess(), home, new Secrets(home.secrets()), progress, children);
        Supervisor supervisor = new Supervisor(() -> ready.write(content(home, parts)), progress::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, supervisor, ready, lock), "stop"));
        try {
            parts.start(port);
            parts.processes().forEach(supervisor::watch);
            ready.write(content(home, parts));
            progress.say("ready after %.1f s: %s"
                    .formatted(progress.seconds(), parts.payara().url()));
        } catch (RuntimeException e) {
            exitCode = 1;
            throw e;
        }
        awaitTheEnd();
    }

    private void awaitTheEnd() {
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ReadyFile.Content content(Home home, Parts parts) {
        Map<String, Long> pids = parts.pids();
        return new ReadyFile.Content(
                parts.payara().url(),
                null,
                null,
                null,
                parts.postgres().superuserUrl(),
                null,
                pids,
                home.logs().toString(),
                parts.sandboxUrl(),
                parts.mailUrl(),
                List.of());
    }

    /** Halts at its end: the exit code of a stop that went well is 0, whichever signal asked for it. */
    private void stop(Parts parts, Supervisor supervisor, ReadyFile ready, LauncherLock lock) {
        supervisor.close();
        ready.remove();
        parts.stop();
        lock.close();
        Runtime.getRuntime().halt(exitCode);
    }

    private static void logToFile(Home home) {
        LogManager.getLogManager().reset();
        try {
            FileHandler handler =
                    new FileHandler(home.logs().resolve("launcher.%g.log").toString(), LOG_BYTES, LOG_FILES, true);
            handler.setFormatter(new SimpleFormatter());
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            throw new StartFailure("cannot write to " + home.logs() + ": " + e.getMessage(), e);
        }
    }
}
