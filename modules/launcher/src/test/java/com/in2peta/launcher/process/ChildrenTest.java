package com.in2peta.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path run;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void endsWhatAnEarlierLauncherLeft() {
        new Children(run).add("part", process.toHandle());

        int ended = new Children(run).endLeftOvers();

        assertThat(ended).isEqualTo(1);
        assertThat(Children.await(process.toHandle(), LIMIT)).isTrue();
        assertThat(new Children(run).endLeftOvers()).isZero();
    }

    @Test
    void sparesAStrangerWithTheSameNumber() throws IOException {
        Files.writeString(run.resolve("children"), new Children.Mark(process.pid(), Instant.EPOCH).line() + "\n");

        assertThat(new Children(run).endLeftOvers()).isZero();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void forgetsAPartThatWasStopped() {
        Children children = new Children(run);
        children.add("part", process.toHandle());
        children.remove("part");

        assertThat(new Children(run).endLeftOvers()).isZero();
        assertThat(process.isAlive()).isTrue();
    }
}
