package com.in2peta.compliance.residue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;

/** Searches names and content of every file below a folder; follows no links. A file that goes meanwhile is no error. */
public final class FolderScan {

    private static final List<String> PROGRAMS = List.of(".class", ".jar", ".war", ".ear", ".rar");
    private static final int WINDOW_BYTES = 4 << 20;
    /** A value, encoded, is found when it is shorter than this, wherever a window ends. */
    private static final int OVERLAP_BYTES = 64 << 10;

    private final Path root;
    private final List<Needle> needles;
    private final Haystack haystack;
    private final ScanReport report = new ScanReport();

    private FolderScan(Path root, List<Needle> needles) {
        this.root = root;
        this.needles = needles;
        this.haystack = new Haystack(needles);
    }

    /** What was built is the same on every machine, and its archives take longer to unpack than all the rest to read. */
    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        return PROGRAMS.stream().anyMatch(name::endsWith);
    }

    /** A folder that is not there was not searched. */
    public static ScanReport of(Path folder, List<Needle> needles) throws IOException {
        FolderScan scan = new FolderScan(folder, needles);
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, scan.new Visitor());
        } else {
            scan.report.unread(scan.place(folder));
        }
        return scan.report;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            name(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            name(file);
            if (attributes.isRegularFile() && !isProgram(file)) {
                try {
                    content(file);
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE;
                } catch (IOException e) {
                    report.unread(place(file));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof NoSuchFileException)) {
                report.unread(place(file));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void name(Path file) {
        report(
                "a name in " + place(file.getParent()),
                haystack.search(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void content(Path file) throws IOException {
        BitSet found = new BitSet();
        try (InputStream in = Files.newInputStream(file)) {
            windows(in, found);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Compression.unpack(in, unpacked -> windows(unpacked, found));
        } finally {
            report(place(file), found);
        }
    }

    private void windows(InputStream in, BitSet found) throws IOException {
        byte[] window = new byte[WINDOW_BYTES + OVERLAP_BYTES];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(window, kept, window.length - kept);
            if (read == 0) {
                break;
            }
            report.bytesRead(read);
            int length = kept + read;
            found.or(haystack.search(length == window.length ? window : Arrays.copyOf(window, length)));
            kept = Math.min(OVERLAP_BYTES, length);
            System.arraycopy(window, length - kept, window, 0, kept);
        }
    }

    private boolean isFoundIn(String name) {
        return !haystack.search(name.getBytes(StandardCharsets.UTF_8)).isEmpty();
    }

    private void report(String place, BitSet found) {
        for (int n = found.nextSetBit(0); n >= 0; n = found.nextSetBit(n + 1)) {
            report.found(place, needles.get(n).label());
        }
    }

    /** A place goes into logs: a name that says who somebody is does not. */
    private String shown(Path place) {
        StringJoiner shown = new StringJoiner("/");
        place.forEach(name -> shown.add(isFoundIn(name.toString()) ? "…" : name.toString()));
        return shown.toString();
    }

    /** Below the folder that was asked for: where that lies is nobody's business. */
    private String place(Path file) {
        return file == null || !file.startsWith(root) || file.equals(root)
                ? root.getFileName() + "/"
                : root.getFileName() + "/" + shown(root.relativize(file));
    }
}
