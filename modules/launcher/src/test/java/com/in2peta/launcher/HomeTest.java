package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path temporary;

    @Test
    void makesADirectoryThatOnlyItsOwnerCanEnter() throws IOException {
        Home home = Home.open(temporary.resolve("new/data"));

        for (Path directory : new Path[] {home.directory(), home.run(), home.secrets(), home.logs()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void refusesADirectoryWithSomebodysFiles() throws IOException {
        Files.writeString(temporary.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> Home.open(temporary))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not in2peta's")
                .hasMessageNotContaining("\n");
        assertThat(temporary.resolve("thesis.txt")).exists();
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> Home.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("directory");
    }

    @Test
    void forgetsFurtherNodes() throws IOException {
        Home home = Home.open(temporary.resolve("data"));
        Path first = Files.createDirectories(home.node("payara").resolve("domain"));
        Path second = Files.createDirectories(home.node("payara-2").resolve("domain"));
        Path settings = Files.writeString(home.run().resolve("payara-config.properties"), "");
        Path left = Files.writeString(home.run().resolve("payara-2-config.properties"), "key=secret");

        home.forgetFurtherNodes();

        assertThat(first).exists();
        assertThat(settings).exists();
        assertThat(second.getParent()).doesNotExist();
        assertThat(left).doesNotExist();
    }

    @Test
    void clearsItsOwnFilesOnly() throws IOException {
        Home home = Home.open(temporary.resolve("data"));
        Files.createDirectories(home.artemis());
        Files.writeString(home.secrets().resolve("key"), "secret");
        Path outside = Files.writeString(temporary.resolve("outside"), "kept");
        Files.createSymbolicLink(home.directory().resolve("link"), outside);

        home.clear();

        assertThat(home.artemis()).doesNotExist();
        assertThat(home.secrets()).isEmptyDirectory();
        assertThat(outside).exists();
        assertThat(Home.open(home.directory())).isEqualTo(home);
    }

    @Test
    void isUsedByOneLauncherAtATime() {
        Home home = Home.open(temporary.resolve("data"));
        LauncherLock lock = LauncherLock.acquire(home);

        assertThatThrownBy(() -> LauncherLock.acquire(home))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("already runs")
                .hasMessageContaining("pid " + ProcessHandle.current().pid());

        lock.close();
        LauncherLock.acquire(home).close();
    }
}
