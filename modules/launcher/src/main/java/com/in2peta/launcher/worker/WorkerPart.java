package com.in2peta.launcher.worker;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.process.ChildPart;
import com.in2peta.launcher.process.ChildProcess;
import com.in2peta.launcher.process.Children;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The worker's process. It ends by itself when its standard input does, so a killed launcher leaves none behind. */
public final class WorkerPart extends ChildPart {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 1_000;

    private final Home home;
    private final Path jar;
    private final String apiKey;
    private final int port;

    public WorkerPart(Home home, Path jar, Secrets secrets, int port, Children children) {
        super("worker", children);
        this.home = home;
        this.jar = jar;
        this.apiKey = secrets.get("worker-api-key");
        this.port = port;
    }

    /** The base address of its RunPod-style interface. */
    public String url() {
        return "http://127.0.0.1:" + port + "/v2";
    }

    public String apiKey() {
        return apiKey;
    }

    @Override
    protected void prepare() {
        // nothing to do: the jar is built by then
    }

    @Override
    protected ChildProcess launch() {
        List<String> command =
                JavaCommand.with("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--exit-on-eof"));
        return ChildProcess.start(
                name(), command, Map.of("IN2PETA_WORKER_API_KEY", apiKey), home.directory(), logFile());
    }

    @Override
    protected void awaitReady() {
        await(this::accepts, START_LIMIT);
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    protected Path logFile() {
        return home.logs().resolve("worker.log");
    }

    @Override
    public String detail() {
        return "127.0.0.1:" + port;
    }
}
