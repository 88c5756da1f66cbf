package com.in2peta.launcher.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The log file of one part: when it is full it becomes {@code name.1}, which replaces the one before it. */
public final class BoundedLog implements AutoCloseable {

    public static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Path file;
    private final long maxBytes;
    private OutputStream out;
    private long size;

    public BoundedLog(Path file) {
        this(file, MAX_BYTES);
    }

    BoundedLog(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
        open();
    }

    public Path file() {
        return file;
    }

    /** Copies until the stream ends; a part must never block because its log cannot be written. */
    public void copy(InputStream in, LogWatch watch) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                watch.read(buffer, n);
                write(buffer, n);
            }
        } catch (IOException e) {
            // the process is gone, or the disk is full: neither may stop the launcher
        }
    }

    private synchronized void write(byte[] buffer, int length) throws IOException {
        if (size + length > maxBytes) {
            out.close();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            open();
        }
        out.write(buffer, 0, length);
        out.flush();
        size += length;
    }

    private void open() {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            size = Files.size(file);
            out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND), BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            // nothing more can be written to it
        }
    }
}
