package com.in2peta.kernel.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys under which all others lie in the key store. They come from a file with one of them in each line, its id and 32 bytes in base 64;
 * the first wraps what is written from now on, the others open what was written before.
 */
final class MasterKeys {

    /** A key as it lies in the key store. */
    record Wrapped(String master, byte[] bytes) {}

    private static final byte[] FORMAT = {1};
    private static final int LONGEST_ID = 40;

    private final Map<String, byte[]> keys;
    private final String current;

    private MasterKeys(Map<String, byte[]> keys) {
        this.keys = keys;
        this.current = keys.keySet().iterator().next();
    }

    static MasterKeys read(Path file) {
        try {
            Map<String, byte[]> keys = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    String[] parts = line.strip().split("\\s+");
                    byte[] key = parts.length == 2 ? Base64.getDecoder().decode(parts[1]) : new byte[0];
                    if (key.length != Aes.KEY_BYTES
                            || parts[0].length() > LONGEST_ID
                            || keys.put(parts[0], key) != null) {
                        throw unusable();
                    }
                }
            }
            if (keys.isEmpty()) {
                throw unusable();
            }
            return new MasterKeys(keys);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable();
        }
    }

    /** The id of the one that wraps from now on. */
    String current() {
        return current;
    }

    /** The place binds a wrapped key to its row. */
    Wrapped wrap(byte[] key, String place) {
        return new Wrapped(current, Aes.seal(keys.get(current), FORMAT, key, place));
    }

    byte[] unwrap(Wrapped wrapped, String place) {
        byte[] master = keys.get(wrapped.master());
        if (master == null) {
            throw new IllegalStateException("in2peta.kernel.master-key-file lacks a key that is still in use");
        }
        return Aes.open(master, FORMAT.length, wrapped.bytes(), place);
    }

    private static IllegalStateException unusable() {
        return new IllegalStateException("in2peta.kernel.master-key-file holds no usable keys");
    }
}
