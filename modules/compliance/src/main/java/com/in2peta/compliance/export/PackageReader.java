package com.in2peta.compliance.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads a package that a stranger sends, from front to back, without writing it anywhere: what is wanted is kept in memory, of everything else
 * its digest. Nothing in it is believed before the end was read and every file agreed with the manifest.
 */
final class PackageReader {

    /** What is there when all is well. */
    record Content(byte[] manifest, String signature, Map<String, List<JsonNode>> rows) {}

    /** Names that {@code FileWriter}s of packages use; none of them leaves a folder. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,5}");

    private static final int SIGNATURE_BYTES = 8_192;
    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> elements;
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, byte[]> kept = new TreeMap<>();
    private long unpacked;
    private long keptBytes;
    private int tokens;

    /** The rows of these elements are wanted. */
    PackageReader(Set<String> elements) {
        this.elements = elements;
    }

    Content read(InputStream packed) {
        try (ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                take(zip, entry);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw refused("It is no readable ZIP.");
        } catch (IOException e) {
            throw refused("It ends in the middle.");
        }
        byte[] manifest = required(Manifest.PATH);
        String signature = new String(required(PackageCloser.SIGNATURE), java.nio.charset.StandardCharsets.US_ASCII);
        return new Content(manifest, signature, rows(agreed(manifest)));
    }

    private void take(ZipInputStream zip, ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (name.length() > 200 || !NAME.matcher(name).matches()) {
            throw refused("A name in it is not allowed.");
        }
        if (digests.size() == Limits.IMPORT_ENTRIES) {
            throw refused("It has more than " + Limits.IMPORT_ENTRIES + " entries.");
        }
        Bytes content = isKept(name) ? new Bytes() : null;
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
            digest.update(buffer, 0, count);
            unpacked(count);
            if (content != null) {
                kept(count);
                content.put(buffer, 0, count);
            }
        }
        if (digests.put(name, HexFormat.of().formatHex(digest.digest())) != null) {
            throw refused(name + " is in it twice.");
        }
        if (content != null) {
            kept.put(name, content.copy());
        }
    }

    private boolean isKept(String name) {
        return name.equals(Manifest.PATH)
                || name.equals(PackageCloser.SIGNATURE)
                || elements.stream().anyMatch(element -> isOf(element, name));
    }

    private static boolean isOf(String element, String name) {
        String folder = "data/" + element.replace('.', '/');
        return name.equals(folder + ".json") || name.startsWith(folder + "/") && name.endsWith(".ndjson.gz");
    }

    private void unpacked(long more) {
        unpacked += more;
        if (unpacked > Limits.IMPORT_UNPACKED_BYTES) {
            throw refused("It unpacks to more than " + Limits.IMPORT_UNPACKED_BYTES + " bytes.");
        }
    }

    private void kept(long more) {
        keptBytes += more;
        if (keptBytes > Limits.IMPORT_CONTENT_BYTES) {
            throw refused("The files to import have more than " + Limits.IMPORT_CONTENT_BYTES + " bytes.");
        }
    }

    private byte[] required(String name) {
        byte[] content = kept.get(name);
        if (content == null) {
            throw refused(name + " is missing.");
        }
        return content;
    }

    /** The manifest, when every file in the package is in it with this digest, and every file that it has for this part is here. */
    private JsonNode agreed(byte[] bytes) {
        if (kept.get(PackageCloser.SIGNATURE).length > SIGNATURE_BYTES) {
            throw refused(PackageCloser.SIGNATURE + " is too long.");
        }
        JsonNode manifest = json(Manifest.PATH, bytes);
        if (!manifest.path("format").asText().equals(Manifest.FORMAT)) {
            throw refused(Manifest.PATH + " is of an unknown format.");
        }
        Map<String, String> listed = new HashMap<>();
        for (JsonNode file : manifest.path("files")) {
            String name = file.path("path").asText();
            if (listed.put(name, file.path("sha256").asText()) != null) {
                throw refused(Manifest.PATH + " lists a file twice.");
            }
        }
        digests.forEach((name, digest) -> {
            if (!PackageCloser.EVERYWHERE.contains(name) && !digest.equals(listed.get(name))) {
                throw refused(name
                        + (listed.containsKey(name) ? " is not what the manifest says." : " is not in the manifest."));
            }
        });
        for (String element : elements) {
            listed.keySet().stream()
                    .filter(name -> isOf(element, name))
                    .filter(Predicate.not(digests::containsKey))
                    .findFirst()
                    .ifPresent(name -> {
                        throw refused(name + " is missing.");
                    });
        }
        return manifest;
    }

    private Map<String, List<JsonNode>> rows(JsonNode manifest) {
        Map<String, List<JsonNode>> rows = new HashMap<>();
        elements.forEach(element -> rows.put(element, new ArrayList<>()));
        for (JsonNode file : manifest.path("files")) {
            String name = file.path("path").asText();
            elements.stream()
                    .filter(element -> isOf(element, name))
                    .forEach(element -> rows.get(element).addAll(rows(name, kept.get(name))));
        }
        return rows;
    }

    private List<JsonNode> rows(String name, byte[] content) {
        List<JsonNode> rows = new ArrayList<>();
        if (name.endsWith(".json")) {
            JsonNode array = json(name, content);
            if (!array.isArray()) {
                throw refused(name + " is no array.");
            }
            array.forEach(rows::add);
            return rows;
        }
        for (String line : unzipped(name, content).split("\n")) {
            rows.add(json(name, line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        return rows;
    }

    private String unzipped(String name, byte[] content) {
        Bytes plain = new Bytes();
        byte[] buffer = new byte[BUFFER];
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            for (int count = gzip.read(buffer); count >= 0; count = gzip.read(buffer)) {
                unpacked(count);
                kept(count);
                plain.put(buffer, 0, count);
            }
        } catch (IOException e) {
            throw refused(name + " cannot be unpacked.");
        }
        return new String(plain.copy(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private JsonNode json(String name, byte[] content) {
        try {
            try (JsonParser parser = JSON.createParser(content)) {
                while (parser.nextToken() != null) {
                    if (++tokens > Limits.IMPORT_TOKENS) {
                        throw refused("It holds more than " + Limits.IMPORT_TOKENS + " values to import.");
                    }
                }
            }
            return JSON.readTree(content);
        } catch (IOException e) {
            throw refused(name + " is no JSON.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    static DomainException refused(String detail) {
        return new DomainException(ProblemType.PACKAGE_REFUSED, detail);
    }
}
