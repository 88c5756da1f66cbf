package com.in2peta.compliance.residue;

import com.in2peta.kernel.id.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The byte sequences as which a value may lie somewhere. Letters A to Z are folded in what is searched, so they are folded here. */
final class Patterns {

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private Patterns() {}

    /** Each as a Latin-1 string of folded bytes. */
    static Set<String> of(Needle needle) {
        Set<String> patterns = new LinkedHashSet<>();
        Optional<UUID> id = uuid(needle.value());
        if (id.isPresent()) {
            texts(patterns, id.get().toString());
            texts(patterns, id.get().toString().replace("-", ""));
            texts(patterns, Ids.toWire(id.get()));
            patterns.add(folded(bytes(id.get())));
            patterns.add(folded(serialized(id.get())));
        } else {
            String value = needle.value().strip();
            for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                String text = Normalizer.normalize(value, form);
                texts(patterns, text);
                texts(patterns, text.toLowerCase(Locale.ROOT));
                texts(patterns, text.toUpperCase(Locale.ROOT));
            }
            latin1(patterns, value);
        }
        return patterns;
    }

    private static void texts(Set<String> patterns, String text) {
        for (Charset charset : CHARSETS) {
            patterns.add(folded(text.getBytes(charset)));
        }
    }

    private static void latin1(Set<String> patterns, String text) {
        if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            patterns.add(folded(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private static String folded(byte[] bytes) {
        byte[] folded = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            folded[i] = fold(bytes[i]);
        }
        return new String(folded, StandardCharsets.ISO_8859_1);
    }

    static byte fold(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** As Java serializes it: the halves by the names of their fields. */
    private static byte[] serialized(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .array();
    }

    private static Optional<UUID> uuid(String value) {
        try {
            return value.length() == 36 ? Optional.of(UUID.fromString(value)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
