package com.in2peta.compliance.residue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What bytes become when their escapes and their runs of hexadecimal or base 64 are undone. */
final class Decodings {

    /** How much around an escape can belong to one value. */
    private static final int AROUND_BYTES = 1024;

    private static final List<Escape> ESCAPES = List.of(Escape.values());
    /** For each byte, a bit for every escape that begins with it. */
    private static final byte[] BEGINNINGS = beginnings();

    /** Both alphabets. */
    private static final boolean[] SIXTY_FOUR =
            table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    private final int shortestHex;
    private final int shortestBase64;

    /** For values of at least so many bytes: shorter runs cannot hold one. */
    Decodings(int shortestBytes) {
        shortestHex = 2 * shortestBytes;
        shortestBase64 = (shortestBytes * 4 + 2) / 3;
    }

    private static byte[] beginnings() {
        byte[] beginnings = new byte[256];
        ESCAPES.forEach(escape -> beginnings[escape.first] = (byte) (beginnings[escape.first] | 1 << escape.ordinal()));
        return beginnings;
    }

    /** The surroundings of escapes, each kind undone by itself. Most values hold none, which one pass shows. */
    List<byte[]> escapes(byte[] bytes) {
        int begun = 0;
        for (byte b : bytes) {
            begun |= BEGINNINGS[b & 0xff];
        }
        if (begun == 0) {
            return List.of();
        }
        List<byte[]> views = new ArrayList<>();
        for (Escape escape : ESCAPES) {
            if ((begun & 1 << escape.ordinal()) == 0) {
                continue;
            }
            int from = -1;
            int last = -1;
            for (int i = 0; i < bytes.length; i++) {
                if (escape.length(bytes, i) == 0) {
                    continue;
                }
                if (from >= 0 && i - last > 2 * AROUND_BYTES) {
                    views.add(undone(escape, bytes, from, last + AROUND_BYTES));
                    from = -1;
                }
                from = from < 0 ? Math.max(0, i - AROUND_BYTES) : from;
                last = i;
            }
            if (from >= 0) {
                views.add(undone(escape, bytes, from, last + AROUND_BYTES));
            }
        }
        return views;
    }

    private static boolean[] table(String members) {
        boolean[] table = new boolean[256];
        members.chars().forEach(member -> table[member] = true);
        return table;
    }

    private static byte[] undone(Escape escape, byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < Math.min(to, bytes.length); ) {
            int length = escape.length(bytes, i);
            if (length == 0) {
                out.write(escape == Escape.PERCENT && bytes[i] == '+' ? ' ' : bytes[i]);
                i++;
            } else {
                escape.undo(bytes, i, length, out);
                i += length;
            }
        }
        return out.toByteArray();
    }

    /** Each run decoded by itself; base 64 at each of the four places at which it may begin, and across ends of lines, as in mails. */
    List<byte[]> runs(byte[] bytes) {
        if (bytes.length < shortestBase64) {
            return List.of();
        }
        List<byte[]> views = new ArrayList<>();
        base64(bytes, views);
        hexadecimal(bytes, views);
        return views;
    }

    private void base64(byte[] bytes, List<byte[]> views) {
        int start = 0;
        int digits = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && SIXTY_FOUR[bytes[i] & 0xff]) {
                digits++;
            } else if (!isEndOfLine(bytes, i)) {
                if (digits >= shortestBase64) {
                    byte[] run = run(bytes, start, i, digits);
                    for (int shift = 0; shift < 4; shift++) {
                        views.add(base64(run, shift));
                    }
                }
                start = i + 1;
                digits = 0;
            }
        }
    }

    /** Without ends of lines, in the one alphabet that the decoder takes. */
    private static byte[] run(byte[] bytes, int from, int to, int digits) {
        byte[] run = new byte[digits];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (SIXTY_FOUR[bytes[i] & 0xff]) {
                run[length++] = bytes[i] == '-' ? (byte) '+' : bytes[i] == '_' ? (byte) '/' : bytes[i];
            }
        }
        return run;
    }

    private static byte[] base64(byte[] run, int from) {
        int length = run.length - from;
        int usable = length - (length % 4 == 1 ? 1 : 0);
        return Base64.getDecoder().decode(Arrays.copyOfRange(run, from, from + Math.max(0, usable)));
    }

    private void hexadecimal(byte[] bytes, List<byte[]> views) {
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && Escape.hex(bytes[i]) >= 0) {
                continue;
            }
            if (i - start >= shortestHex) {
                views.add(hexadecimal(bytes, start, i));
                views.add(hexadecimal(bytes, start + 1, i));
            }
            start = i + 1;
        }
    }

    private static byte[] hexadecimal(byte[] bytes, int from, int to) {
        byte[] decoded = new byte[(to - from) / 2];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = (byte) (Escape.hex(bytes[from + 2 * i]) << 4 | Escape.hex(bytes[from + 2 * i + 1]));
        }
        return decoded;
    }

    private static boolean isEndOfLine(byte[] bytes, int i) {
        return i < bytes.length && (bytes[i] == '\n' || bytes[i] == '\r');
    }
}
