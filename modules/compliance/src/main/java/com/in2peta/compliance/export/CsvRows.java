package com.in2peta.compliance.export;

import com.in2peta.compliance.export.Field.Form;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * RFC 4180. Null is an empty cell, an empty text is {@code ""}. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front, and so does one that begins with an apostrophe: taking one away gives back what it was.
 */
final class CsvRows implements RowFormat {

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String GUARDED = "=+-@\t\r'";

    private final List<Field> fields;
    private final Values values;
    private final Bytes cell = new Bytes();

    CsvRows(List<Field> fields, Values values) {
        this.fields = fields;
        this.values = values;
    }

    @Override
    public void begin(Bytes out) {
        out.put(fields.stream()
                .map(Field::column)
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8));
        out.put(LINE_END);
    }

    @Override
    public void row(CopyRow row, Bytes out) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            if (!row.isNull(i)) {
                value(fields.get(i), row, i, out);
            }
        }
        out.put(LINE_END);
    }

    private void value(Field field, CopyRow row, int i, Bytes out) {
        cell.clear();
        switch (field.form()) {
            case NUMBER -> cell.put(row.bytes(), row.start(i), row.end(i));
            case TRUTH ->
                cell.put((row.bytes()[row.start(i)] == 't' ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
            case TIME -> values.time(row, i, cell);
            case BYTES -> cell.put(HexFormat.of().formatHex(row.binary(i)).getBytes(StandardCharsets.US_ASCII));
            case PARTY -> cell.put(values.party(row, i));
            case JSON -> row.plain(i, cell);
            case CONTENT, TEXT -> {
                if (field.sealed() || field.form() == Form.CONTENT) {
                    byte[] opened = values.content(field, row, i);
                    if (opened == null) {
                        return;
                    }
                    cell.put(Values.utf8(opened));
                } else {
                    row.plain(i, cell);
                }
            }
        }
        cell(field.form(), out);
    }

    private void cell(Form form, Bytes out) {
        byte[] bytes = cell.array();
        int length = cell.length();
        boolean text = form == Form.TEXT || form == Form.CONTENT || form == Form.JSON;
        boolean guarded = text && length > 0 && GUARDED.indexOf(bytes[0]) >= 0;
        if (!guarded && length > 0 && !needsQuotes(bytes, length)) {
            out.put(bytes, 0, length);
            return;
        }
        out.put('"');
        if (guarded) {
            out.put('\'');
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '"') {
                out.put('"');
            }
            out.put(bytes[i]);
        }
        out.put('"');
    }

    private static boolean needsQuotes(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end(Bytes out) {
        // nothing closes a CSV file
    }
}
