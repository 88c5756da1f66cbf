package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideCopiesTest {

    private static final Root ROOT = new Root(LocalDate.of(2026, 11, 1), 1, 0, new byte[32], "a.b.c", false);

    @TempDir
    Path folder;

    @Test
    void writesAFileForADayAndLeavesItAsItIs() throws IOException {
        OutsideCopies copies = new OutsideCopies(folder);

        assertThat(copies.state(ROOT)).isEqualTo(OutsideCopies.State.MISSING);
        assertThat(copies.write(ROOT)).isTrue();
        assertThat(copies.write(ROOT)).isTrue();
        assertThat(folder.resolve("2026-11-01.jws")).hasContent("a.b.c\n");
        assertThat(copies.state(ROOT)).isEqualTo(OutsideCopies.State.SAME);
        assertThat(copies.days()).containsExactly(ROOT.day());
    }

    @Test
    void completesWhatACrashCutShort() throws IOException {
        Files.writeString(folder.resolve("2026-11-01.jws"), "a.b");
        OutsideCopies copies = new OutsideCopies(folder);

        assertThat(copies.state(ROOT)).isEqualTo(OutsideCopies.State.DIFFERENT);
        assertThat(copies.write(ROOT)).isTrue();
        assertThat(copies.state(ROOT)).isEqualTo(OutsideCopies.State.SAME);
    }

    @Test
    void neverOverwritesOtherContent() throws IOException {
        Path file = Files.writeString(folder.resolve("2026-11-01.jws"), "a.b.d\n");

        assertThat(new OutsideCopies(folder).write(ROOT)).isFalse();
        assertThat(file).hasContent("a.b.d\n");
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() {
        OutsideCopies copies = new OutsideCopies(folder.resolve("mount"));

        assertThatIOException().isThrownBy(() -> copies.write(ROOT));
        assertThat(folder.resolve("mount")).doesNotExist();
        assertThat(copies.days()).isEmpty();
    }

    @Test
    void othersFilesAreNoCopies() throws IOException {
        Files.writeString(folder.resolve("README"), "x");
        Files.writeString(folder.resolve("old.jws"), "x");

        assertThat(new OutsideCopies(folder).days()).isEmpty();
    }
}
