package com.in2peta.compliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.compliance.export.Field.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowFormatTest {

    private static final Subject SUBJECT = new Subject(new UUID(1, 2), new UUID(3, 4));
    private final Values values = new Values(new UUID(5, 6), SUBJECT, Optional.empty());

    private static Field field(String name, String type, Form form) {
        return new Field(name, type, form, false, false);
    }

    private String json(Field field, String copied) {
        return written(new JsonRows(List.of(field), values, false), copied);
    }

    private String csv(Field field, String copied) {
        String all = written(new CsvRows(List.of(field), values), copied);
        return all.substring(0, all.length() - 2);
    }

    private static String written(RowFormat format, String copied) {
        CopyRow row = new CopyRow();
        row.read((copied + "\tf\n").getBytes(StandardCharsets.UTF_8));
        Bytes out = new Bytes();
        format.row(row, out);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    private JsonNode value(Field field, String copied) throws Exception {
        return new ObjectMapper().readTree(json(field, copied)).path("x");
    }

    @Test
    void anyTextComesThrough() throws Exception {
        String text = "a\"b\\c\nd\re\tf\bg\fh\u000bi\u0001j/é😀'\u007f";
        StringBuilder copied = new StringBuilder();
        for (char c : text.toCharArray()) {
            copied.append(
                    switch (c) {
                        case '\\' -> "\\\\";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        case '\b' -> "\\b";
                        case '\f' -> "\\f";
                        case 0x0B -> "\\v";
                        default -> String.valueOf(c);
                    });
        }

        assertThat(value(field("x", "text", Form.TEXT), copied.toString()).asText())
                .isEqualTo(text);
        assertThat(csv(field("x", "text", Form.TEXT), copied.toString()))
                .isEqualTo('"' + text.replace("\"", "\"\"") + '"');
    }

    @Test
    void nullIsNoText() throws Exception {
        assertThat(value(field("x", "text", Form.TEXT), "\\N").isNull()).isTrue();
        assertThat(value(field("x", "text", Form.TEXT), "\\\\N").asText()).isEqualTo("\\N");
        assertThat(csv(field("x", "text", Form.TEXT), "\\N")).isEmpty();
        assertThat(csv(field("x", "text", Form.TEXT), "")).isEqualTo("\"\"");
    }

    @Test
    void typesAreThoseOfJson() throws Exception {
        assertThat(json(field("x", "bigint", Form.NUMBER), "-9223372036854775808"))
                .isEqualTo("{\"x\":-9223372036854775808}\n");
        assertThat(json(field("x", "double precision", Form.NUMBER), "NaN")).isEqualTo("{\"x\":\"NaN\"}\n");
        assertThat(json(field("x", "boolean", Form.TRUTH), "t")).isEqualTo("{\"x\":true}\n");
        assertThat(json(field("x", "text[]", Form.JSON), "[\"a\\\\\"b\"]")).isEqualTo("{\"x\":[\"a\\\"b\"]}\n");
        assertThat(json(field("x", "bytea", Form.BYTES), "\\\\x00ff")).isEqualTo("{\"x\":\"00ff\"}\n");
    }

    @Test
    void timesAreOfRfc3339() {
        Field time = field("x", "timestamp with time zone", Form.TIME);
        assertThat(json(time, "2026-11-25 10:00:00.5+00")).isEqualTo("{\"x\":\"2026-11-25T10:00:00.5Z\"}\n");
        assertThat(json(time, "infinity")).isEqualTo("{\"x\":\"infinity\"}\n");
        assertThat(csv(time, "2026-11-25 10:00:00+00")).isEqualTo("2026-11-25T10:00:00Z");
    }

    @Test
    void contentIsJsonWhenItIsJson() {
        Field content = field("x", "bytea", Form.CONTENT);
        assertThat(json(content, "\\\\x" + hex("{\"a\":\n [1.10]}"))).isEqualTo("{\"x\":{\"a\":  [1.10]}}\n");
        assertThat(json(content, "\\\\x" + hex("{\"a\":1} x"))).isEqualTo("{\"x\":\"{\\\"a\\\":1} x\"}\n");
        assertThat(json(content, "\\\\xff")).isEqualTo("{\"x\":\"ff\"}\n");
        assertThat(json(content, "\\\\x")).isEqualTo("{\"x\":\"\"}\n");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void idsOfOthersAreTokens() {
        Field party = field("x", "uuid", Form.PARTY);
        String other = json(party, new UUID(7, 8).toString());

        assertThat(json(party, SUBJECT.personId().toString()))
                .contains(SUBJECT.personId().toString());
        assertThat(json(party, SUBJECT.organizationId().toString()))
                .contains(SUBJECT.organizationId().toString());
        assertThat(other)
                .matches("\\{\"x\":\"other-[0-9a-f]{32}\"}\n")
                .isEqualTo(json(party, new UUID(7, 8).toString()));
        assertThat(written(
                        new JsonRows(List.of(party), new Values(new UUID(9, 9), SUBJECT, Optional.empty()), false),
                        new UUID(7, 8).toString()))
                .isNotEqualTo(other);
    }

    @Test
    void noCellIsAFormula() {
        Field text = field("x", "text", Form.TEXT);
        for (String formula : List.of("=1+1", "+1", "-1", "@a", "\\t1", "\\r1", "'a")) {
            assertThat(csv(text, formula)).startsWith("\"'");
        }
        assertThat(csv(field("x", "bigint", Form.NUMBER), "-1")).isEqualTo("-1");
    }

    @Test
    void anArrayHasItsCommasBetweenRows() throws Exception {
        JsonRows rows = new JsonRows(List.of(field("x", "integer", Form.NUMBER)), values, true);
        Bytes out = new Bytes();
        CopyRow row = new CopyRow();
        rows.begin(out);
        for (String copied : List.of("1\tf\n", "2\tf\n")) {
            row.read(copied.getBytes(StandardCharsets.UTF_8));
            rows.row(row, out);
        }
        rows.end(out);

        assertThat(new ObjectMapper().readTree(out.copy())).hasSize(2);
    }
}
