package com.in2peta.launcher;

import com.in2peta.launcher.demo.Demo;
import com.in2peta.launcher.demo.DemoData;
import com.in2peta.launcher.demo.Examples;
import com.in2peta.launcher.process.Children;
import com.in2peta.launcher.process.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
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
    private final Installation installation;
    private final Edition edition;
    private final Progress progress;
    private volatile boolean stopping;
    private volatile int exitCode;
    private volatile Demo demo;
    private volatile List<ReadyFile.Example> examples = List.of();

    /** What is done once everything is ready; its result is the exit code. */
    @FunctionalInterface
    public interface AfterReady {

        int run(Parts parts, Path readyFile);
    }

    public Up(Options options, Installation installation, Edition edition, PrintStream out) {
        this.options = options;
        this.installation = installation;
        this.edition = edition;
        this.progress = new Progress(out);
    }

    /** Starts everything and keeps it running until a signal comes. */
    public int run() {
        return run((parts, readyFile) -> awaitTheEnd());
    }

    /** Starts everything, does what is asked for, and leaves the stopping to the end of the process. */
    public int run(AfterReady afterReady) {
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
        Secrets secrets = new Secrets(home.secrets());
        Parts parts = new Parts(installation, edition, home, secrets, progress, children);
        Supervisor supervisor = new Supervisor(() -> rewrite(ready, home, parts), progress::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, supervisor, ready, lock), "stop"));
        try {
            parts.start(port, options.nodes());
            parts.processes().forEach(supervisor::watch);
            fill(parts, secrets);
            ready.write(content(home, parts));
            show(parts);
            exitCode = afterReady.run(parts, home.ready());
            return exitCode;
        } catch (RuntimeException e) {
            if (stopping) {
                return awaitTheEnd();
            }
            exitCode = 1;
            throw e;
        }
    }

    private void fill(Parts parts, Secrets secrets) {
        long begun = System.nanoTime();
        DemoData data = new DemoData(
                parts.payara().url(), parts.sandboxUrl(), parts.postgres(), secrets, installation.workerJar());
        boolean complete = data.isComplete();
        demo = data.make();
        examples = new Examples(parts.payara().url(), demo, installation.samples()).all();
        if (!complete) {
            progress.ready("demo data", begun, "a person, a staff member, credits, models, a key");
        }
    }

    private void show(Parts parts) {
        progress.say("ready after %.1f s".formatted(progress.seconds()));
        progress.say("");
        parts.nodeUrls().forEach(url -> progress.say("  URL      " + url));
        progress.say("  API key  " + demo.apiKey());
        progress.say("  Mail     " + parts.mailUrl());
        for (ReadyFile.Example example : examples) {
            progress.say("");
            progress.say("# " + example.name() + ": the output holds " + example.expect());
            progress.say(example.curl());
        }
    }

    /** Waits for the signal that ends the process. */
    public static int awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void rewrite(ReadyFile ready, Home home, Parts parts) {
        if (demo != null) {
            ready.write(content(home, parts));
        }
    }

    private ReadyFile.Content content(Home home, Parts parts) {
        return new ReadyFile.Content(
                parts.payara().url(),
                parts.nodeUrls(),
                demo.apiKey(),
                demo.person().email(),
                demo.person().password(),
                parts.postgres().superuserUrl(),
                parts.keys().superuserUrl(),
                demo.staff(),
                parts.pids(),
                home.logs().toString(),
                parts.sandboxUrl(),
                parts.providers(),
                parts.mailUrl(),
                examples);
    }

    /** Halts at its end: the exit code of a stop that went well is 0, whichever signal asked for it. */
    private void stop(Parts parts, Supervisor supervisor, ReadyFile ready, LauncherLock lock) {
        stopping = true;
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
