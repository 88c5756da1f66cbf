package com.in2peta.compliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.compliance.export.ZipLayout.Segment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipLayoutTest {

    private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 25, 10, 20, 30);
    private final Map<String, byte[]> contents = new TreeMap<>(Map.of(
            "README.html", "<p>".getBytes(StandardCharsets.UTF_8),
            "data/é.json", "[]\n".repeat(50_000).getBytes(StandardCharsets.UTF_8),
            "empty", new byte[0]));

    private List<PackageFile> files() {
        List<PackageFile> files = new ArrayList<>();
        contents.forEach((path, content) -> files.add(made(path, content)));
        return files;
    }

    private static PackageFile made(String path, byte[] content) {
        ChunkWriter writer = new ChunkWriter((seq, chunk) -> assertThat(chunk).isNotEmpty());
        writer.write(content, 0, content.length);
        writer.close();
        return new PackageFile(
                path, 1, "", Optional.empty(), Optional.empty(), 0, Optional.of(writer.made(0, 0)), Optional.of(1));
    }

    private byte[] bytes(ZipLayout zip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long at = 0;
        for (Segment segment : zip.segments()) {
            assertThat(segment.offset()).isEqualTo(at);
            byte[] content = segment.bytes() == null ? contents.get(segment.path()) : segment.bytes();
            assertThat(content).hasSize((int) segment.length());
            out.writeBytes(content);
            at += segment.length();
        }
        assertThat(zip.length()).isEqualTo(at);
        return out.toByteArray();
    }

    @Test
    void isAZipThatJavaReads(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("x.zip"), bytes(new ZipLayout(files(), AT)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(contents.size());
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                ZipEntry entry = zip.getEntry(content.getKey());
                assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(content.getValue());
                assertThat(entry.getTimeLocal()).isEqualTo(AT);
            }
        }
    }

    @Test
    void theTagChangesWithTheContent() {
        String before = new ZipLayout(files(), AT).etag(files());
        contents.put("README.html", "<q>".getBytes(StandardCharsets.UTF_8));

        assertThat(new ZipLayout(files(), AT).etag(files()))
                .isNotEqualTo(before)
                .matches("\"[0-9a-f]{64}\"");
    }

    @Test
    void partsAreFilledInOrderAndNoneIsTooLarge() {
        PartPlan plan = new PartPlan(1_000, 3);
        List<Integer> parts = new ArrayList<>();
        for (int bytes : new int[] {400, 400, 400, 10, 10, 10}) {
            parts.add(plan.add(made("f", new byte[bytes])));
        }

        assertThat(parts).containsExactly(1, 1, 2, 2, 2, 3);
        assertThat(plan.parts()).isEqualTo(3);
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> plan.add(made("f", new byte[1_000])));
    }

    @Test
    void chunksAreOfOneSizeButTheLast() {
        List<Integer> sizes = new ArrayList<>();
        ChunkWriter writer = new ChunkWriter((seq, chunk) -> sizes.add(chunk.length));
        writer.write(new byte[ChunkWriter.CHUNK_BYTES + 5], 0, ChunkWriter.CHUNK_BYTES + 5);
        writer.write(1);
        writer.close();
        Made made = writer.made(0, 0);

        assertThat(sizes).containsExactly(ChunkWriter.CHUNK_BYTES, 6);
        assertThat(made.bytes()).isEqualTo(ChunkWriter.CHUNK_BYTES + 6);
    }
}
