package com.in2peta.compliance.residue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One way of writing a character as several. */
enum Escape {
    /** As in addresses of the web. */
    PERCENT('%') {
        @Override
        int lengthFrom(byte[] bytes, int i) {
            return isHex(bytes, i + 1, 2) ? 3 : 0;
        }

        @Override
        void undo(byte[] bytes, int i, int length, ByteArrayOutputStream out) {
            out.write(number(bytes, i + 1, 2));
        }
    },

    /** As in mails. */
    QUOTED_PRINTABLE('=') {
        @Override
        int lengthFrom(byte[] bytes, int i) {
            if (isHex(bytes, i + 1, 2)) {
                return 3;
            }
            return is(bytes, i + 1, '\n') ? 2 : is(bytes, i + 1, '\r') && is(bytes, i + 2, '\n') ? 3 : 0;
        }

        @Override
        void undo(byte[] bytes, int i, int length, ByteArrayOutputStream out) {
            if (isHex(bytes, i + 1, 2)) {
                out.write(number(bytes, i + 1, 2));
            }
        }
    },

    /** As in JSON and in Java. */
    BACKSLASH('\\') {
        private static final String SHORT = "bfnrt\"\\/'";

        @Override
        int lengthFrom(byte[] bytes, int i) {
            if (i + 1 >= bytes.length) {
                return 0;
            }
            if (bytes[i + 1] == 'u') {
                return isHex(bytes, i + 2, 4) ? units(bytes, i) * UNIT : 0;
            }
            return SHORT.indexOf(bytes[i + 1]) >= 0 ? 2 : 0;
        }

        /** Characters beyond the first 65,536 are two units one behind the other. */
        private int units(byte[] bytes, int i) {
            int first = number(bytes, i + 2, 4);
            boolean pair = Character.isHighSurrogate((char) first)
                    && is(bytes, i + UNIT, '\\')
                    && is(bytes, i + UNIT + 1, 'u')
                    && isHex(bytes, i + UNIT + 2, 4);
            return pair ? 2 : 1;
        }

        @Override
        void undo(byte[] bytes, int i, int length, ByteArrayOutputStream out) {
            if (length == 2) {
                out.write(bytes[i + 1]);
                return;
            }
            StringBuilder text = new StringBuilder();
            for (int at = i; at < i + length; at += UNIT) {
                text.append((char) number(bytes, at + 2, 4));
            }
            out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    },

    /** As in HTML and XML. */
    ENTITY('&') {
        private static final Map<String, Character> NAMES =
                Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');

        @Override
        int lengthFrom(byte[] bytes, int i) {
            for (int end = i + 1; end < Math.min(bytes.length, i + LONGEST); end++) {
                if (bytes[end] == ';') {
                    return point(name(bytes, i, end)) >= 0 ? end - i + 1 : 0;
                }
            }
            return 0;
        }

        @Override
        void undo(byte[] bytes, int i, int length, ByteArrayOutputStream out) {
            out.writeBytes(
                    Character.toString(point(name(bytes, i, i + length - 1))).getBytes(StandardCharsets.UTF_8));
        }

        private String name(byte[] bytes, int i, int end) {
            return new String(bytes, i + 1, end - i - 1, StandardCharsets.ISO_8859_1);
        }

        /** The character, or less than 0. */
        private int point(String name) {
            if (!name.startsWith("#")) {
                return NAMES.containsKey(name) ? NAMES.get(name) : -1;
            }
            try {
                int point = name.startsWith("#x")
                        ? Integer.parseInt(name.substring(2), 16)
                        : Integer.parseInt(name.substring(1));
                return Character.isValidCodePoint(point) ? point : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    };

    private static final int UNIT = 6;
    private static final int LONGEST = 10;

    /** With which it begins. */
    final char first;

    Escape(char first) {
        this.first = first;
    }

    /** How long the escape is that begins here; 0 when none does. */
    int length(byte[] bytes, int i) {
        return bytes[i] == first ? lengthFrom(bytes, i) : 0;
    }

    /** The same where the first byte is right. */
    abstract int lengthFrom(byte[] bytes, int i);

    abstract void undo(byte[] bytes, int i, int length, ByteArrayOutputStream out);

    static int hex(byte b) {
        return Character.digit(b, 16);
    }

    private static boolean is(byte[] bytes, int i, char wanted) {
        return i < bytes.length && bytes[i] == wanted;
    }

    private static boolean isHex(byte[] bytes, int from, int digits) {
        if (from + digits > bytes.length) {
            return false;
        }
        for (int i = from; i < from + digits; i++) {
            if (hex(bytes[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number << 4 | hex(bytes[i]);
        }
        return number;
    }
}
