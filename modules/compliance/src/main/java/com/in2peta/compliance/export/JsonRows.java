package com.in2peta.compliance.export;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** One object in a line: as an array, or as lines alone (https://github.com/ndjson/ndjson-spec). */
final class JsonRows implements RowFormat {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "\n]\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Field> fields;
    private final byte[][] names;
    private final Values values;
    private final boolean array;
    private final Bytes scratch = new Bytes();
    private boolean first = true;

    JsonRows(List<Field> fields, Values values, boolean array) {
        this.fields = fields;
        this.values = values;
        this.array = array;
        this.names = new byte[fields.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = ((i == 0 ? "{\"" : ",\"") + fields.get(i).column() + "\":").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void begin(Bytes out) {
        if (array) {
            out.put('[');
        }
    }

    @Override
    public void row(CopyRow row, Bytes out) {
        if (array) {
            if (!first) {
                out.put(BETWEEN);
            } else {
                out.put('\n');
            }
            first = false;
        }
        for (int i = 0; i < names.length; i++) {
            out.put(names[i]);
            if (row.isNull(i)) {
                out.put(NULL);
            } else {
                value(fields.get(i), row, i, out);
            }
        }
        out.put('}');
        if (!array) {
            out.put('\n');
        }
    }

    private void value(Field field, CopyRow row, int i, Bytes out) {
        switch (field.form()) {
            case NUMBER -> number(row, i, out);
            case TRUTH -> out.put(row.bytes()[row.start(i)] == 't' ? TRUE : FALSE);
            case TIME -> {
                out.put('"');
                values.time(row, i, out);
                out.put('"');
            }
            case JSON -> {
                scratch.clear();
                row.plain(i, scratch);
                line(scratch.array(), scratch.length(), out);
            }
            case CONTENT -> content(values.content(field, row, i), out);
            case BYTES -> text(HexFormat.of().formatHex(row.binary(i)).getBytes(StandardCharsets.US_ASCII), out);
            case PARTY -> text(values.party(row, i), out);
            case TEXT -> {
                if (field.sealed()) {
                    sealedText(values.content(field, row, i), out);
                } else {
                    escaped(row, i, out);
                }
            }
        }
    }

    /** JSON knows no NaN and no infinity. */
    private static void number(CopyRow row, int i, Bytes out) {
        byte last = row.bytes()[row.end(i) - 1];
        boolean finite = last >= '0' && last <= '9';
        if (finite) {
            out.put(row.bytes(), row.start(i), row.end(i));
        } else {
            escaped(row, i, out);
        }
    }

    /** COPY's backslashes mean in JSON what they mean in COPY, but for one. */
    private static void escaped(CopyRow row, int i, Bytes out) {
        byte[] bytes = row.bytes();
        int end = row.end(i);
        int from = row.start(i);
        out.put('"');
        for (int at = from; at < end; at++) {
            byte value = bytes[at];
            if (value == '\\') {
                if (bytes[at + 1] == 'v') {
                    out.put(bytes, from, at);
                    control(0x0B, out);
                    from = at + 2;
                }
                at++;
            } else if (value == '"') {
                out.put(bytes, from, at);
                out.put('\\');
                from = at;
            } else if (value >= 0 && value < ' ') {
                out.put(bytes, from, at);
                control(value, out);
                from = at + 1;
            }
        }
        out.put(bytes, from, end);
        out.put('"');
    }

    private static void text(byte[] utf8, Bytes out) {
        int from = 0;
        out.put('"');
        for (int at = 0; at < utf8.length; at++) {
            byte value = utf8[at];
            if (value == '"' || value == '\\') {
                out.put(utf8, from, at);
                out.put('\\');
                from = at;
            } else if (value >= 0 && value < ' ') {
                out.put(utf8, from, at);
                control(value, out);
                from = at + 1;
            }
        }
        out.put(utf8, from, utf8.length);
        out.put('"');
    }

    private static void control(int value, Bytes out) {
        out.put("\\u00%02x".formatted(value).getBytes(StandardCharsets.US_ASCII));
    }

    private static void sealedText(byte[] opened, Bytes out) {
        if (opened == null) {
            out.put(NULL);
        } else {
            text(Values.utf8(opened), out);
        }
    }

    private static void content(byte[] content, Bytes out) {
        if (content == null) {
            out.put(NULL);
        } else if (Values.isJson(content)) {
            line(content, content.length, out);
        } else {
            text(Values.utf8(content), out);
        }
    }

    /** A row is one line. In JSON a line feed can only stand between values, where a blank says the same. */
    private static void line(byte[] json, int length, Bytes out) {
        for (int i = 0; i < length; i++) {
            out.put(json[i] == '\n' || json[i] == '\r' ? ' ' : json[i]);
        }
    }

    @Override
    public void end(Bytes out) {
        if (array) {
            out.put(CLOSE);
        }
    }
}
