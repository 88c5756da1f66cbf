package com.in2peta.compliance.export;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Cuts a file into chunks, and knows its size and its digests at the end. */
final class ChunkWriter extends OutputStream {

    /** A chunk when it is full, and the last one. */
    @FunctionalInterface
    interface Sink {
        void put(int seq, byte[] chunk);
    }

    static final int CHUNK_BYTES = 1 << 20;

    private final Sink sink;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private final MessageDigest digest;
    private final CRC32 crc = new CRC32();
    private int filled;
    private int seq;
    private long bytes;

    ChunkWriter(Sink sink) {
        this.sink = sink;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, CHUNK_BYTES - filled);
            System.arraycopy(source, from, buffer, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
            if (filled == CHUNK_BYTES) {
                emit();
            }
        }
        bytes += length;
    }

    private void emit() {
        digest.update(buffer, 0, filled);
        crc.update(buffer, 0, filled);
        sink.put(seq++, Arrays.copyOf(buffer, filled));
        filled = 0;
    }

    @Override
    public void close() {
        if (filled > 0) {
            emit();
        }
    }

    /** What was written; the writer is closed. */
    PackageFile.Made made(long rows, long changed) {
        return new PackageFile.Made(rows, changed, bytes, HexFormat.of().formatHex(digest.digest()), crc.getValue());
    }
}
