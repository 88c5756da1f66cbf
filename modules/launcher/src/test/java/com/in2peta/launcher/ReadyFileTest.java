package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {

    private static final int REWRITES = 500;

    @TempDir
    Path directory;

    @Test
    void isNeverSeenHalfWritten() throws IOException {
        ReadyFile file = new ReadyFile(directory.resolve("ready.json"));
        file.write(content(0));
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (long pid = 1; pid <= REWRITES; pid++) {
                file.write(content(pid));
            }
            done.set(true);
        });

        long last = 0;
        while (!done.get()) {
            long pid = file.read().pids().get("payara");
            assertThat(pid).isGreaterThanOrEqualTo(last);
            last = pid;
        }
        writer.join();

        assertThat(file.read()).isEqualTo(content(REWRITES));
    }

    @Test
    void isForItsOwnerOnlyAndCanBeRemovedTwice() throws IOException {
        Path path = directory.resolve("ready.json");
        ReadyFile file = new ReadyFile(path);
        file.write(content(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        file.remove();
        file.remove();
        assertThat(path).doesNotExist();
    }

    private static ReadyFile.Content content(long pid) {
        return new ReadyFile.Content(
                "http://127.0.0.1:1",
                List.of("http://127.0.0.1:1"),
                "key",
                "a@b.c",
                "password",
                "jdbc:postgresql:x",
                "jdbc:postgresql:y",
                new ReadyFile.Account("s@b.c", "password"),
                Map.of("payara", pid),
                "/logs",
                "http://127.0.0.1:2",
                Map.of("runpod", Map.of("url", "http://127.0.0.1:2/runpod/v2")),
                "http://127.0.0.1:3",
                List.of(new ReadyFile.Example("image", "curl", "4071")));
    }
}
