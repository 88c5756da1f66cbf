package com.in2peta.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {

    private static final long MAX_BYTES = 20_000;

    @TempDir
    Path directory;

    @Test
    void neverHoldsMoreThanTwoFilesOfItsSize() throws IOException {
        Path file = directory.resolve("part.log");
        LogWatch watch = new LogWatch("the last line");
        try (BoundedLog log = new BoundedLog(file, MAX_BYTES)) {
            byte[] line = "x".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) {
                log.copy(new ByteArrayInputStream(line), watch);
            }
            log.copy(new ByteArrayInputStream("the last line".getBytes(StandardCharsets.US_ASCII)), watch);
        }

        assertThat(file).content().endsWith("the last line");
        assertThat(watch.seen()).isTrue();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.mapToLong(path -> path.toFile().length()).sum()).isLessThanOrEqualTo(2 * MAX_BYTES);
        }
    }

    @Test
    void seesATextThatComesInPieces() {
        LogWatch watch = new LogWatch("ready in");
        for (String piece : new String[] {"... rea", "dy", " in 7 s"}) {
            assertThat(watch.seen()).isFalse();
            watch.read(piece.getBytes(StandardCharsets.US_ASCII), piece.length());
        }
        assertThat(watch.seen()).isTrue();
    }
}
