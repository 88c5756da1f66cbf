package com.in2peta.compliance.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that has a hash (RFC 8785): members sorted by their UTF-16 units, no blanks, the shortest escapes. Only strings, whole
 * numbers, booleans, lists and maps; numbers stay within what every reader holds exactly.
 */
final class CanonicalJson {

    /** Beyond it a reader that keeps numbers as doubles would see another number (RFC 8785, section 3.2.2.3). */
    static final long LARGEST = (1L << 53) - 1;

    private static final int DEPTH = 16;
    private static final String ESCAPED = "\b\t\n\f\r\"\\";
    private static final String ESCAPES = "btnfr\"\\";

    private CanonicalJson() {}

    static String write(Map<String, ?> object) {
        StringBuilder out = new StringBuilder(256);
        value(out, object, 0);
        return out.toString();
    }

    /** Appends a string with its quotes. */
    static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(out, text, i);
        }
        out.append('"');
    }

    private static void character(StringBuilder out, String text, int i) {
        char c = text.charAt(i);
        int escape = c < ' ' || c == '"' || c == '\\' ? ESCAPED.indexOf(c) : -1;
        if (escape >= 0) {
            out.append('\\').append(ESCAPES.charAt(escape));
        } else if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else if (Character.isSurrogate(c) && isAlone(text, i)) {
            throw new IllegalArgumentException("half a character");
        } else {
            out.append(c);
        }
    }

    private static boolean isAlone(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static void value(StringBuilder out, Object value, int depth) {
        if (depth > DEPTH) {
            throw new IllegalArgumentException("nested too deeply");
        }
        if (value instanceof String text) {
            string(out, text);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Integer || value instanceof Long) {
            number(out, ((Number) value).longValue());
        } else if (value instanceof List<?> list) {
            list(out, list, depth);
        } else if (value instanceof Map<?, ?> map) {
            object(out, map, depth);
        } else {
            throw new IllegalArgumentException("not a value of evidence: "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    private static void number(StringBuilder out, long number) {
        if (number > LARGEST || number < -LARGEST) {
            throw new IllegalArgumentException("a number that not every reader holds exactly");
        }
        out.append(number);
    }

    private static void list(StringBuilder out, List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            value(out, element, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private static void object(StringBuilder out, Map<?, ?> map, int depth) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a member's name is a string");
            }
            sorted.put(name, member.getValue());
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            out.append(separator);
            string(out, member.getKey());
            out.append(':');
            value(out, member.getValue(), depth + 1);
            separator = ",";
        }
        out.append('}');
    }
}
