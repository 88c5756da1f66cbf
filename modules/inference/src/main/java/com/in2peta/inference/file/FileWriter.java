package com.in2peta.inference.file;

import com.in2peta.inference.domain.FileStore;
import com.in2peta.inference.file.FileSeal.Begun;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Cuts a content into pieces, each of which is sealed and stored as soon as it is full. */
final class FileWriter {

    /** A multiple of three, so that the pieces in base 64, one after the other, are the content in base 64. */
    static final int CHUNK_BYTES = 768 * 1024;

    private final Begun begun;
    private final FileSeal seal;
    private final FileStore store;
    private final MessageDigest digest;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private int seq;
    private long bytes;

    FileWriter(Begun begun, FileSeal seal, FileStore store) {
        this.begun = begun;
        this.seal = seal;
        this.store = store;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    void write(byte[] source, int length) {
        digest.update(source, 0, length);
        bytes += length;
        int from = 0;
        while (from < length) {
            int taken = Math.min(length - from, CHUNK_BYTES - filled);
            System.arraycopy(source, from, chunk, filled, taken);
            filled += taken;
            from += taken;
            if (filled == CHUNK_BYTES) {
                put();
            }
        }
    }

    /** Stores the last piece; answers the digest of the content in hexadecimal. */
    String finish() {
        if (filled > 0) {
            put();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    long bytes() {
        return bytes;
    }

    private void put() {
        byte[] sealed = seal.sealChunk(begun.key(), begun.file().id(), seq, Arrays.copyOf(chunk, filled));
        store.put(begun.file(), seq, sealed);
        seq++;
        filled = 0;
    }
}
