package com.in2peta.compliance.upload;

import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A CSV file of one column: persons' ids or usernames, with or without a header. UTF-8 with or without a mark, lines ended by LF or CRLF, cells
 * with or without quotes. What a line says is told by a verdict only: it may be somebody's address.
 */
final class IdList {

    static final String CLEAN = "clean";

    /** A line of the file, counted from 1; the id only when the verdict is {@link #CLEAN}. */
    record Row(int line, Optional<String> id, String verdict) {}

    private static final char MARK = '\uFEFF';
    private static final Set<String> HEADERS = Set.of("id", "person_id", "username");
    private static final String FORMULA = "=+-@\t";
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

    private IdList() {}

    static List<Row> parse(byte[] csv) {
        String text = decode(csv);
        String[] lines = (text.isEmpty() || text.charAt(0) != MARK ? text : text.substring(1)).split("\r?\n", -1);
        int end = lines.length;
        while (end > 0 && lines[end - 1].isBlank()) {
            end--;
        }
        int first = end > 0 && HEADERS.contains(unquote(lines[0].strip()).toLowerCase(Locale.ROOT)) ? 1 : 0;
        if (end - first < 1) {
            throw invalid("has no row");
        }
        if (end - first > Limits.UPLOAD_ROWS) {
            throw invalid("has more than 10,000 rows");
        }
        List<Row> rows = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            rows.add(row(i + 1, lines[i]));
        }
        return rows;
    }

    private static Row row(int line, String text) {
        if (text.length() > Limits.UPLOAD_LINE_LENGTH) {
            return new Row(line, Optional.empty(), "too-long");
        }
        if (text.isBlank()) {
            return new Row(line, Optional.empty(), "empty");
        }
        String cell = unquote(text.strip());
        if (FORMULA.indexOf(cell.isEmpty() ? ' ' : cell.charAt(0)) >= 0) {
            return new Row(line, Optional.empty(), "formula");
        }
        if (cell.indexOf(',') >= 0 || cell.indexOf(';') >= 0) {
            return new Row(line, Optional.empty(), "more-than-one-column");
        }
        if (cell.indexOf('@') >= 0) {
            return new Row(line, Optional.empty(), "email");
        }
        String lower = cell.toLowerCase(Locale.ROOT);
        if (Ids.isText(lower)) {
            return new Row(line, Optional.of(lower), CLEAN);
        }
        return USERNAME.matcher(cell).matches()
                ? new Row(line, Optional.of(cell), CLEAN)
                : new Row(line, Optional.empty(), "no-id");
    }

    private static String unquote(String cell) {
        var quoted = QUOTED.matcher(cell);
        return quoted.matches() ? quoted.group(1).replace("\"\"", "\"").strip() : cell;
    }

    private static String decode(byte[] csv) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(csv))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("is not UTF-8");
        }
    }

    private static DomainException invalid(String what) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The file cannot be taken.", List.of(new Violation("", what)));
    }
}
