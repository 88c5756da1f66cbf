package com.in2peta.compliance.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that count and read one person's rows of an element. */
final class RowQuery {

    private final Element element;
    private final String from;

    RowQuery(Element element, Subject subject, Instant now) {
        this.element = element;
        String mine = "t." + element.owner() + " = "
                + literal((element.ofPerson() ? subject.personId() : subject.organizationId()).toString(), "uuid");
        this.from = " from " + element.table() + " t where " + mine
                + element.end()
                        .map(end -> " and (t." + end.anchor() + " + " + literal(end.period(), "interval") + " <= "
                                + literal(now.toString(), "timestamptz") + ") is not true")
                        .orElse("");
    }

    /** How many rows there are, and roughly how many bytes their large columns have. */
    String count() {
        return "select count(*), coalesce(sum(" + size() + "), 0)" + from;
    }

    private String size() {
        List<Field> wide = element.wide();
        return wide.isEmpty()
                ? "0"
                : wide.stream()
                        .map(field -> "coalesce(pg_column_size(t." + field.column() + "), 0)")
                        .collect(Collectors.joining(" + "));
    }

    /** Of each file its number of rows and the key of its last row: {@code n}, then {@code k1}, {@code k2}, … */
    String cuts(long rows, long bytes) {
        String columns = join(element.cut(), field -> "t." + field.column());
        String window = " over (order by " + columns + " rows unbounded preceding)";
        String file =
                "(row_number()" + window + " - 1) / " + rows + " + (sum(" + size() + ")" + window + ") / " + bytes;
        StringBuilder keys = new StringBuilder();
        StringBuilder descending = new StringBuilder();
        StringBuilder inner = new StringBuilder();
        for (int i = 0; i < element.cut().size(); i++) {
            keys.append(", k").append(i).append("::text");
            // Without the table's name it would be the text before, and 95 come after 120.
            descending.append(", numbered.k").append(i).append(" desc");
            inner.append(", t.")
                    .append(element.cut().get(i).column())
                    .append(" as k")
                    .append(i);
        }
        return "select distinct on (file) count(*) over (partition by file)" + keys + " from (select trunc(" + file
                + ") as file" + inner + from + ") numbered order by file" + descending;
    }

    /** The rows of a file; the last column tells whether the row was written after the count. */
    String copy(PackageFile file, long horizon) {
        String columns = Stream.concat(
                        element.fields().stream().map(Field::expression),
                        element.needs().stream().map(column -> "t." + column))
                .collect(Collectors.joining(", "));
        // Numbers of transactions have 32 bits in a row.
        String changed = "age(t.xmin) <= age('" + (horizon & 0xFFFF_FFFFL) + "'::xid)";
        return "copy (select " + columns + ", " + changed + from + bound(" > ", file.after())
                + bound(" <= ", file.upto())
                + " order by " + element.order().stream().map(c -> "t." + c).collect(Collectors.joining(", "))
                + ") to stdout";
    }

    private String bound(String comparison, Optional<List<String>> key) {
        if (key.isEmpty()) {
            return "";
        }
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < element.cut().size(); i++) {
            values.append(i == 0 ? "" : ", ")
                    .append(literal(key.get().get(i), element.cut().get(i).type()));
        }
        return " and (" + join(element.cut(), field -> "t." + field.column()) + ")" + comparison + "(" + values + ")";
    }

    private static String join(List<Field> fields, java.util.function.Function<Field, String> text) {
        return fields.stream().map(text).collect(Collectors.joining(", "));
    }

    /** COPY takes no parameters. */
    private static String literal(String value, String type) {
        return "'" + value.replace("'", "''") + "'::" + type;
    }
}
