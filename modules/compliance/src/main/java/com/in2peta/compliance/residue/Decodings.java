package com.in2peta.compliance.residue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What bytes become when their escapes and their runs of hexadecimal or base 64 are undone. */
final class Decodings {

    private static final int SHORTEST_HEX = 12;
    private static final int SHORTEST_BASE64 = 8;

    private Decodings() {}

    /** Only views that differ from the bytes themselves. */
    static List<byte[]> of(byte[] bytes, int length) {
        List<byte[]> views = new ArrayList<>();
        if (contains(bytes, length, '%')) {
            views.add(hexEscapes(bytes, length, '%'));
        }
        if (contains(bytes, length, '=')) {
            views.add(hexEscapes(bytes, length, '=')); // quoted-printable, as in mails
        }
        if (contains(bytes, length, '\\')) {
            views.add(escapes(bytes, length));
        }
        if (contains(bytes, length, '&')) {
            views.add(entities(bytes, length));
        }
        runs(bytes, length, views);
        if (contains(bytes, length, '\n')) {
            byte[] joined = joined(bytes, length);
            runs(joined, joined.length, views);
        }
        return views;
    }

    /** Without ends of lines: base 64 in mails and PEM files is broken into lines. */
    private static byte[] joined(byte[] bytes, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r') {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private static boolean contains(byte[] bytes, int length, char wanted) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static byte[] hexEscapes(byte[] bytes, int length, char escape) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == escape && i + 2 < length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                out.write(hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]));
                i += 2;
            } else if (escape == '=' && isSoftBreak(bytes, length, i)) {
                i += bytes[i + 1] == '\r' ? 2 : 1;
            } else {
                out.write(escape == '%' && bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private static boolean isSoftBreak(byte[] bytes, int length, int i) {
        return bytes[i] == '='
                && (i + 1 < length && bytes[i + 1] == '\n'
                        || i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n');
    }

    /** The escapes of JSON and Java: \\u00e9, and a backslash before anything else. */
    private static byte[] escapes(byte[] bytes, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        StringBuilder units = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int unit = bytes[i] == '\\' ? unit(bytes, length, i) : -1;
            if (unit >= 0) {
                units.append((char) unit);
                i += 5;
                continue;
            }
            flush(units, out);
            if (bytes[i] == '\\' && i + 1 < length) {
                i++;
            }
            out.write(bytes[i]);
        }
        flush(units, out);
        return out.toByteArray();
    }

    private static int unit(byte[] bytes, int length, int at) {
        if (at + 5 >= length || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            if (hex(bytes[i]) < 0) {
                return -1;
            }
            unit = unit << 4 | hex(bytes[i]);
        }
        return unit;
    }

    private static void flush(StringBuilder units, ByteArrayOutputStream out) {
        if (units.length() > 0) {
            out.writeBytes(units.toString().getBytes(StandardCharsets.UTF_8));
            units.setLength(0);
        }
    }

    /** Numbered entities and the five named ones of XML. */
    private static byte[] entities(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return java.util.regex.Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});")
                .matcher(text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&"))
                .replaceAll(
                        entity -> java.util.regex.Matcher.quoteReplacement(character(entity.group(1), entity.group(2))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The character's UTF-8 bytes, each as a Latin-1 character. */
    private static String character(String x, String digits) {
        try {
            int point = Integer.parseInt(digits, x.isEmpty() ? 10 : 16);
            return Character.isValidCodePoint(point)
                    ? new String(
                            Character.toString(point).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                    : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /** Runs of the alphabets, each decoded by itself; base 64 at each of the four places at which the run may begin. */
    private static void runs(byte[] bytes, int length, List<byte[]> views) {
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i < length && isBase64(bytes[i])) {
                continue;
            }
            if (i - start >= SHORTEST_BASE64) {
                for (int shift = 0; shift < 4; shift++) {
                    views.add(base64(bytes, start + shift, i));
                }
            }
            start = i + 1;
        }
        start = 0;
        for (int i = 0; i <= length; i++) {
            if (i < length && hex(bytes[i]) >= 0) {
                continue;
            }
            if (i - start >= SHORTEST_HEX) {
                views.add(hex(bytes, start, i));
                views.add(hex(bytes, start + 1, i));
            }
            start = i + 1;
        }
    }

    private static byte[] hex(byte[] bytes, int from, int to) {
        byte[] decoded = new byte[(to - from) / 2];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = (byte) (hex(bytes[from + 2 * i]) << 4 | hex(bytes[from + 2 * i + 1]));
        }
        return decoded;
    }

    private static byte[] base64(byte[] bytes, int from, int to) {
        int usable = to - from - ((to - from) % 4 == 1 ? 1 : 0);
        byte[] run = new byte[Math.max(0, usable)];
        for (int i = 0; i < run.length; i++) {
            byte b = bytes[from + i];
            run[i] = b == '-' ? (byte) '+' : b == '_' ? (byte) '/' : b;
        }
        return Base64.getDecoder().decode(run);
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

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
