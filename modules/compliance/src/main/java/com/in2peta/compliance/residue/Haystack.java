package com.in2peta.compliance.residue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipInputStream;

/**
 * Looks for needles in bytes as they are, and in what they decode to: percent signs, JSON's escapes, hexadecimal, base 64, gzip, zlib and zip,
 * one inside the other down to a depth.
 */
final class Haystack {

    private static final int DEPTH = 4;
    /** Escapes within escapes within escapes are nobody's way of writing. */
    private static final int ESCAPES = 2;
    /** What all compressed parts of a value may become; beyond it the rest is not looked at, and that is no hiding place for a row of ours. */
    private static final int INFLATED_BYTES = 64 << 20;

    // First bytes.
    private static final byte GZIP = 0x1f;
    private static final byte ZIP = 'P';
    private static final byte ZLIB = 0x78;
    private static final boolean[] BEGINNINGS = beginnings();

    private final Automaton automaton;
    private final Decodings decodings;

    Haystack(List<Needle> needles) {
        automaton = new Automaton(needles);
        decodings = new Decodings(automaton.shortestBytes());
    }

    /** The needles that are in there, by their place in the list. */
    BitSet search(byte[] bytes) {
        BitSet found = new BitSet();
        search(bytes, DEPTH, ESCAPES, new Budget(INFLATED_BYTES), found);
        return found;
    }

    /** The needles that are in there as they are. */
    BitSet searchPlain(byte[] bytes) {
        BitSet found = new BitSet();
        automaton.search(bytes, found);
        return found;
    }

    private void search(byte[] bytes, int depth, int escapes, Budget budget, BitSet found) {
        automaton.search(bytes, found);
        if (depth == 0) {
            return;
        }
        if (escapes > 0) {
            decodings.escapes(bytes).forEach(view -> search(view, depth - 1, escapes - 1, budget, found));
        }
        decodings.runs(bytes).forEach(view -> search(view, depth - 1, escapes, budget, found));
        for (int at : compressed(bytes)) {
            byte[] inflated = inflate(bytes, at, budget);
            if (inflated.length > 0) {
                search(inflated, depth - 1, escapes, budget, found);
            }
        }
    }

    private static List<Integer> compressed(byte[] bytes) {
        List<Integer> starts = List.of();
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (BEGINNINGS[bytes[i] & 0xff] && (isGzip(bytes, i) || isZip(bytes, i) || isZlib(bytes, i))) {
                starts = starts.isEmpty() ? new ArrayList<>() : starts;
                starts.add(i);
            }
        }
        return starts;
    }

    private static boolean[] beginnings() {
        boolean[] beginnings = new boolean[256];
        beginnings[GZIP] = true;
        beginnings[ZIP] = true;
        beginnings[ZLIB] = true;
        return beginnings;
    }

    private static boolean isGzip(byte[] bytes, int i) {
        return bytes[i] == GZIP && bytes[i + 1] == (byte) 0x8b && bytes[i + 2] == 8;
    }

    private static boolean isZip(byte[] bytes, int i) {
        return bytes[i] == ZIP && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4;
    }

    /** The two bytes with which zlib begins are no rare ones: three of its levels are looked for. */
    private static boolean isZlib(byte[] bytes, int i) {
        return bytes[i] == ZLIB && (bytes[i + 1] == 0x01 || bytes[i + 1] == (byte) 0x9c || bytes[i + 1] == (byte) 0xda);
    }

    /** As much as can be read: what is torn is searched as far as it goes. */
    private static byte[] inflate(byte[] bytes, int from, Budget budget) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(bytes, from, bytes.length - from);
        try (InputStream inflated = isGzip(bytes, from)
                ? new GZIPInputStream(in)
                : isZip(bytes, from) ? zip(in) : new InflaterInputStream(in)) {
            copy(inflated, out, budget);
        } catch (IOException e) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    private static InputStream zip(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        zip.getNextEntry(); // the entries that follow begin with the same mark and are found as it is
        return zip;
    }

    private static void copy(InputStream in, ByteArrayOutputStream out, Budget budget) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read > 0 && budget.left > 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            budget.left -= read;
        }
    }

    /** How much may still be inflated. */
    private static final class Budget {

        private int left;

        Budget(int bytes) {
            left = bytes;
        }
    }
}
