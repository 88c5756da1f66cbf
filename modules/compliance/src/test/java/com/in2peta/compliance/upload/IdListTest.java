package com.in2peta.compliance.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.upload.IdList.Row;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdListTest {

    private static final String ID = "01a20a60-ed4c-71c5-a071-f60296003a57";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id\nada\ngrace\n",
                "id\r\nada\r\ngrace\r\n",
                "\uFEFFid\r\nada\r\ngrace",
                "Username\n\"ada\"\n\"grace\"\n\n\n",
                "person_id\n ada \n\tgrace\t\n",
            })
    void readsWhatSpreadsheetsWrite(String csv) {
        assertThat(parse(csv)).extracting(row -> row.id().orElse(row.verdict())).containsExactly("ada", "grace");
        assertThat(parse(csv)).extracting(Row::line).containsExactly(2, 3);
    }

    @Test
    void needsNoHeaderAndTakesIdsInCapitals() {
        assertThat(parse("ada\n" + ID.toUpperCase()))
                .extracting(row -> row.id().orElseThrow())
                .containsExactly("ada", ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com|email",
                "\"ada@example.com\"|email",
                "=1+1|formula",
                "+49123|formula",
                "-1|formula",
                "@SUM(A1)|formula",
                "\"=HYPERLINK(\"\"x\"\")\"|formula",
                "ada,grace|more-than-one-column",
                "ada;grace|more-than-one-column",
                "Ada Lovelace|no-id",
                "01a20a60-ed4c-71c5-a071|clean",
                "01a20a60_ed4c|no-id",
                "\"ada|no-id",
                "\"\"|no-id",
                "a\u0000b|no-id",
                "  |empty",
            })
    void saysOfABadRowWhyAndNothingElse(String line) {
        String[] parts = line.split("\\|");

        List<Row> rows = parse("ada\n" + parts[0] + "\ngrace");

        assertThat(rows.get(1).verdict()).isEqualTo(parts[1]);
        assertThat(rows.get(1).line()).isEqualTo(2);
        assertThat(rows).extracting(Row::verdict).startsWith("clean").endsWith("clean");
    }

    @Test
    void refusesALineThatIsTooLongWithoutReadingIt() {
        assertThat(parse("a".repeat(Limits.UPLOAD_LINE_LENGTH + 1)).get(0).verdict())
                .isEqualTo("too-long");
    }

    @Test
    void takesTenThousandRowsAndNotOneMore() {
        assertThat(parse(rows(Limits.UPLOAD_ROWS))).hasSize(Limits.UPLOAD_ROWS);
        assertThat(parse("id\n" + rows(Limits.UPLOAD_ROWS))).hasSize(Limits.UPLOAD_ROWS);
        assertThatThrownBy(() -> parse(rows(Limits.UPLOAD_ROWS + 1))).isInstanceOf(DomainException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n", "id", "id\r\n", "   "})
    void refusesAFileWithoutRows(String csv) {
        assertThatThrownBy(() -> parse(csv)).isInstanceOf(DomainException.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> IdList.parse("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> IdList.parse("ada".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(DomainException.class);
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "u" + i).collect(Collectors.joining("\n"));
    }

    private static List<Row> parse(String csv) {
        return IdList.parse(csv.getBytes(StandardCharsets.UTF_8));
    }
}
