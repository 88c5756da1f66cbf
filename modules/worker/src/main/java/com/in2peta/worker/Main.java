package com.in2peta.worker;

import com.in2peta.worker.http.Webhooks;
import com.in2peta.worker.job.JobLimits;
import com.in2peta.worker.model.Inference;
import com.in2peta.worker.model.Models;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts the worker process; every reason not to start is one line on standard error and exit code 2. */
public final class Main {

    private static final String API_KEY_VARIABLE = "IN2PETA_WORKER_API_KEY";
    private static final String LOG_FORMAT_PROPERTY = "java.util.logging.SimpleFormatter.format";
    private static final String LOG_FORMAT = "%1$tFT%1$tT.%1$tL %4$s %5$s%n";
    private static final String LIBRARY_PROPERTY = "onnxruntime.native.path";
    private static final int EXIT_CANNOT_START = 2;

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOG_FORMAT_PROPERTY) == null) {
            System.setProperty(LOG_FORMAT_PROPERTY, LOG_FORMAT);
        }
        useUnpackedLibrary();
        try {
            start(WorkerOptions.parse(List.of(arguments)), apiKey());
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage());
        }
    }

    /**
     * The build unpacks the native library beside the jar. Used from there it needs no temporary copy at each start,
     * which would stay behind when the process is killed. Without it ONNX Runtime makes that copy.
     */
    private static void useUnpackedLibrary() {
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        if (source == null || System.getProperty(LIBRARY_PROPERTY) != null) {
            return;
        }
        String machine = "amd64".equals(System.getProperty("os.arch")) ? "linux-x64" : "linux-aarch64";
        Path folder = Path.of(URI.create(source.getLocation().toString()))
                .resolveSibling(Path.of("lib", "native", "ai", "onnxruntime", "native", machine));
        if ("Linux".equals(System.getProperty("os.name")) && Files.isDirectory(folder)) {
            System.setProperty(LIBRARY_PROPERTY, folder.toString());
        }
    }

    private static String apiKey() {
        String key = System.getenv(API_KEY_VARIABLE);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + API_KEY_VARIABLE + " is not set");
        }
        return key;
    }

    private static void start(WorkerOptions options, String apiKey) {
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host " + options.host() + " is unknown");
        }
        Models models = new Models();
        AtomicBoolean ready = new AtomicBoolean();
        try {
            Worker worker = Worker.start(
                    address,
                    apiKey,
                    models.byEndpoint(),
                    JobLimits.standard(options.slots()),
                    Webhooks.RETRY_DELAY,
                    ready::get);
            System.out.println("in2peta-worker listening on http://" + options.host() + ":" + worker.port() + " with "
                    + options.slots() + " slots");
        } catch (IOException e) {
            refuse("cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage());
        }
        if (options.exitOnEof()) {
            Thread watcher = new Thread(Main::exitAtEndOfInput, "stdin");
            watcher.setDaemon(true);
            watcher.start();
        }
        try {
            models.loadAll();
        } catch (IllegalStateException | LinkageError e) {
            refuse(e.getMessage());
        }
        ready.set(true);
        System.out.println("in2peta-worker ready, models run on " + Inference.device());
    }

    private static void exitAtEndOfInput() {
        byte[] ignored = new byte[1_024];
        try {
            while (System.in.read(ignored) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            // A broken input means the same as its end: the launcher has gone.
        }
        System.exit(0);
    }

    private static void refuse(String why) {
        System.err.println("in2peta-worker: " + why);
        System.exit(EXIT_CANNOT_START);
    }
}
