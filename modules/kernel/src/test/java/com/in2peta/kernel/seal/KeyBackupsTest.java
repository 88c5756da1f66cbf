package com.in2peta.kernel.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyBackupsTest {

    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatIsAWeekOldIsDeletedAndNothingElse() throws IOException {
        for (String name : List.of(
                "keys-20260301T120000Z.sql",
                "keys-20260301T120001Z.sql",
                "keys-20250301T120000Z.sql",
                "keys-20260308T110000Z.sql",
                "keys-20260301T120000Z.sql.tmp",
                "notes.sql")) {
            Files.createFile(folder.resolve(name));
        }

        assertThat(new KeyBackups().deleteOld(folder, NOW)).isEqualTo(3);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys-20260301T120001Z.sql", "keys-20260308T110000Z.sql", "notes.sql");
        }
    }
}
