package com.in2peta.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void killsOneThatIgnoresThePoliteWay() {
        LogWatch ready = new LogWatch("ready");
        ChildProcess stubborn = start("trap '' TERM; echo ready; while :; do sleep 1; done", Map.of(), ready);
        while (!ready.seen()) {
            Thread.onSpinWait();
        }

        stubborn.stop("TERM", Duration.ofMillis(100));

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void tellsWhenItHasEndedAndKeepsWhatItSaid() throws IOException {
        ChildProcess child = start("echo to out; echo to err >&2", Map.of(), new LogWatch("\n"));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        child.whenEnded(() -> ended.complete(null));

        ended.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        child.stop("TERM", LIMIT);

        assertThat(Files.readString(child.logFile())).contains("to out").contains("to err");
    }

    @Test
    void inheritsNoSettingsButGetsItsOwn() throws IOException {
        ChildProcess child = start("env", Map.of("IN2PETA_SECRET", "value"), new LogWatch("\n"));

        Children.await(child.handle(), LIMIT);
        child.stop("TERM", LIMIT);

        assertThat(Files.readAllLines(child.logFile()))
                .contains("IN2PETA_SECRET=value")
                .noneMatch(line -> line.startsWith("MAVEN_") || line.startsWith("JAVA_"));
    }

    private ChildProcess start(String script, Map<String, String> environment, LogWatch watch) {
        return ChildProcess.start(
                "child", List.of("/bin/sh", "-c", script), environment, directory, directory.resolve("log"), watch);
    }
}
