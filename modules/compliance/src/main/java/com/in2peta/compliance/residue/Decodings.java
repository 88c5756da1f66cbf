package com.in2peta.compliance.residue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What bytes become when their escapes and their runs of hexadecimal or base 64 are undone. */
final class Decodings {

    /** How much around an escape can belong to one value. */
    private static final int AROUND_BYTES = 1024;

    private final int shortestHex;
    private final int shortestBase64;

    /** For values of at least so many bytes: shorter runs cannot hold one. */
    Decodings(int shortestBytes) {
        shortestHex = 2 * shortestBytes;
        shortestBase64 = (shortestBytes * 4 + 2) / 3;
    }

    /** The surroundings of escapes, each kind undone by itself. */
    List<byte[]> escapes(byte[] bytes) {
        List<byte[]> views = new ArrayList<>();
        for (Escape escape : Escape.values()) {
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
        List<byte[]> views = new ArrayList<>();
        base64(bytes, views);
        hexadecimal(bytes, views);
        return views;
    }

    private void base64(byte[] bytes, List<byte[]> views) {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && isBase64(bytes[i])) {
                run.write(bytes[i] == '-' ? '+' : bytes[i] == '_' ? '/' : bytes[i]);
            } else if (!isEndOfLine(bytes, i)) {
                if (run.size() >= shortestBase64) {
                    byte[] whole = run.toByteArray();
                    for (int shift = 0; shift < 4; shift++) {
                        views.add(base64(whole, shift));
                    }
                }
                run.reset();
            }
        }
    }

    private static byte[] base64(byte[] run, int from) {
        int length = run.length - from;
        int usable = length - (length % 4 == 1 ? 1 : 0);
        return Base64.getDecoder().decode(java.util.Arrays.copyOfRange(run, from, from + Math.max(0, usable)));
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

    private static boolean isBase64(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '+'
                || b == '/'
                || b == '-'
                || b == '_';
    }
}
