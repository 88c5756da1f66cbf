package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.launcher.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Portkey's gateway, as its npm package starts it in production. */
final class Portkey implements AutoCloseable {

    static final String VERSION = "@portkey-ai/gateway 1.15.2";

    private static final long START_SECONDS = 60;

    private final Process process;
    private final String url;

    private Portkey(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static Portkey start(Lab lab) throws IOException {
        Path folder = Node.folder(lab);
        int port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "node",
                        "node_modules/@portkey-ai/gateway/build/start-server.js",
                        "--headless",
                        "--port=" + port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("portkey.log").toFile());
        builder.environment().put("NODE_ENV", "production");
        Process process = builder.start();
        Portkey portkey = new Portkey(process, "http://127.0.0.1:" + port);
        try {
            Platform.await("the gateway", START_SECONDS, portkey::answers);
            return portkey;
        } catch (RuntimeException | AssertionError e) {
            portkey.close();
            throw e;
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the gateway ended with " + process.exitValue());
        }
        try {
            return Api.at(url).get("/").status() > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
