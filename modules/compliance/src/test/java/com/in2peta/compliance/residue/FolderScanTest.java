package com.in2peta.compliance.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

    private static final Needle NEEDLE = new Needle("name", "Zoë Quillfeather");
    /** More than a window when compressed. */
    private static final byte[] NOISE = new byte[6 << 20];

    static {
        new Random(7).nextBytes(NOISE);
    }

    @TempDir
    Path folder;

    @Test
    void findsTheEndOfALargeCompressedFile() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("app.log.gz")))) {
            out.write(NOISE);
            out.write(value());
        }
        assertThat(found()).containsExactly(folder.getFileName() + "/app.log.gz");
    }

    @Test
    void findsTheSecondMemberOfACompressedFile() throws IOException {
        Path file = folder.resolve("app.log.gz");
        try (OutputStream bytes = Files.newOutputStream(file)) {
            GZIPOutputStream first = new GZIPOutputStream(bytes);
            first.write(NOISE);
            first.finish();
            GZIPOutputStream second = new GZIPOutputStream(bytes);
            second.write(value());
            second.finish();
        }
        assertThat(found()).hasSize(1);
    }

    @Test
    void findsWhatIsInALargeFileOfAnArchive() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("all.zip")))) {
            out.putNextEntry(new ZipEntry("first"));
            out.write(NOISE);
            out.putNextEntry(new ZipEntry("second"));
            out.write(NOISE);
            out.write(value());
        }
        assertThat(found()).hasSize(1);
    }

    @Test
    void readsATornFileAsFarAsItGoes() throws IOException {
        Path file = folder.resolve("app.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(NOISE);
            out.write(value());
            out.write(NOISE);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1000));

        ScanReport report = FolderScan.of(folder, List.of(NEEDLE));

        assertThat(report.findings()).hasSize(1);
        assertThat(report.unread()).isEmpty();
    }

    @Test
    void tellsWhatItCannotUnpack() throws IOException {
        Files.write(folder.resolve("dump.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0});

        assertThat(FolderScan.of(folder, List.of(NEEDLE)).unread()).containsExactly(folder.getFileName() + "/dump.zst");
    }

    private List<String> found() throws IOException {
        ScanReport report = FolderScan.of(folder, List.of(NEEDLE));
        assertThat(report.unread()).isEmpty();
        return report.findings().stream().map(Finding::place).toList();
    }

    private static byte[] value() {
        return (" " + NEEDLE.value() + " ").getBytes(StandardCharsets.UTF_8);
    }
}
