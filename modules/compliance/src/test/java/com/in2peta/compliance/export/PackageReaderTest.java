package com.in2peta.compliance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackageReaderTest {

    private static final String ROWS = "data/models/model.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] manifest() throws Exception {
        ObjectNode manifest = JSON.createObjectNode().put("format", Manifest.FORMAT);
        manifest.putArray("files");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            manifest.withArray("files")
                    .addObject()
                    .put("path", file.getKey())
                    .put(
                            "sha256",
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(file.getValue())));
        }
        return JSON.writeValueAsBytes(manifest);
    }

    private byte[] zip(byte[] manifest) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "manifest.json", manifest);
            put(zip, "manifest.sig", utf8("a..b"));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws Exception {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static PackageReader.Content read(byte[] zip) {
        return new PackageReader(Set.of("models.model")).read(new ByteArrayInputStream(zip));
    }

    private static void refused(byte[] zip, String why) {
        assertThatThrownBy(() -> read(zip))
                .isInstanceOfSatisfying(
                        DomainException.class, no -> assertThat(no.type()).isEqualTo(ProblemType.PACKAGE_REFUSED))
                .hasMessageContaining(why);
    }

    @Test
    void takesTheRowsItIsAskedFor() throws Exception {
        files.put(ROWS, utf8("[{\"a\":1}]"));
        files.put("data/models/model.csv", utf8("a\r\n1\r\n"));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(lines)) {
            gzip.write(utf8("{\"a\":2}\n{\"a\":3}\n"));
        }
        files.put("data/models/model/0001.ndjson.gz", lines.toByteArray());

        PackageReader.Content content = read(zip(manifest()));

        assertThat(content.rows().get("models.model")).hasSize(3);
        assertThat(content.signature()).isEqualTo("a..b");
    }

    @Test
    void refusesAFileThatIsNotWhatTheManifestSays() throws Exception {
        files.put(ROWS, utf8("[{\"a\":1}]"));
        byte[] manifest = manifest();
        files.put(ROWS, utf8("[{\"a\":2}]"));

        refused(zip(manifest), ROWS + " is not what the manifest says.");
    }

    @Test
    void refusesAFileThatTheManifestDoesNotNameAndOneThatIsMissing() throws Exception {
        files.put(ROWS, utf8("[]"));
        byte[] manifest = manifest();
        files.put("data/more.json", utf8("[]"));
        refused(zip(manifest), "data/more.json is not in the manifest.");
        files.clear();
        refused(zip(manifest), ROWS + " is missing.");
    }

    @Test
    void refusesAManifestThatListsAFileTwice() throws Exception {
        files.put(ROWS, utf8("[{\"a\":1}]"));
        ObjectNode manifest = (ObjectNode) JSON.readTree(manifest());
        manifest.withArray("files").add(manifest.at("/files/0"));

        refused(zip(JSON.writeValueAsBytes(manifest)), "manifest.json lists a file twice.");
    }

    @Test
    void refusesMoreValuesThanFitIntoMemory() throws Exception {
        files.put(ROWS, utf8("[" + "{},".repeat(Limits.IMPORT_TOKENS / 2) + "{}]"));

        refused(zip(manifest()), "It holds more than");
    }

    @Test
    void refusesNamesThatLeaveTheFolder() throws Exception {
        for (String name :
                new String[] {"../x.json", "/etc/x", "data/../../x", "data\\x", "C:x", "data//x", ".hidden"}) {
            files.clear();
            files.put(name, utf8("x"));
            refused(zip(manifest()), "A name in it is not allowed.");
        }
    }

    @Test
    void refusesWhatUnpacksToTooMuch() throws Exception {
        byte[] zeros = new byte[Limits.IMPORT_CONTENT_BYTES + 1];
        files.put(ROWS, zeros);
        refused(zip(manifest()), "The files to import have more than");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(zeros);
        }
        files.clear();
        files.put("data/models/model/0001.ndjson.gz", bomb.toByteArray());
        refused(zip(manifest()), "The files to import have more than");
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        for (int i = 0; i < Limits.IMPORT_ENTRIES; i++) {
            files.put("data/" + i, new byte[0]);
        }
        refused(zip(manifest()), "It has more than");
    }

    @Test
    void refusesWhatIsNoPackage() throws Exception {
        refused(utf8("no zip at all"), "manifest.json is missing.");
        byte[] good = zip(manifest());
        refused(Arrays.copyOf(good, 60), "It ");
        refused(zip(utf8("{\"format\":\"other/1\"}")), "manifest.json is of an unknown format.");
        refused(zip(utf8("{")), "manifest.json is no JSON.");
    }
}
