package com.in2peta.compliance.export;

import java.util.Arrays;

/**
 * A row in the text format of COPY: fields between tabs, {@code \N} for null, and a backslash before what would be taken for something else.
 */
final class CopyRow {

    private byte[] bytes = new byte[0];
    private int[] starts = new int[16];
    private int fields;

    /** Takes the next row; it ends with a line feed. */
    void read(byte[] row) {
        bytes = row;
        fields = 0;
        begin(0);
        int end = row.length - 1;
        for (int i = 0; i < end; i++) {
            if (row[i] == '\t') {
                begin(i + 1);
            }
        }
        begin(end + 1);
        fields--;
    }

    private void begin(int start) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
        }
        starts[fields++] = start;
    }

    int fields() {
        return fields;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return starts[field + 1] - 1;
    }

    boolean isNull(int field) {
        return end(field) - start(field) == 2 && bytes[start(field)] == '\\' && bytes[start(field) + 1] == 'N';
    }

    /** The field as the database holds it, without the backslashes of the format. */
    void plain(int field, Bytes out) {
        int from = start(field);
        int end = end(field);
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\\') {
                out.put(bytes, from, i);
                out.put(meant(bytes[++i]));
                from = i + 1;
            }
        }
        out.put(bytes, from, end);
    }

    private static int meant(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> escaped;
        };
    }

    /** The content of a bytea column, which comes as {@code \\x} and hexadecimal digits. */
    byte[] binary(int field) {
        int from = start(field) + 3;
        byte[] content = new byte[(end(field) - from) / 2];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (digit(bytes[from + 2 * i]) << 4 | digit(bytes[from + 2 * i + 1]));
        }
        return content;
    }

    private static int digit(byte hex) {
        return hex <= '9' ? hex - '0' : hex - 'a' + 10;
    }
}
