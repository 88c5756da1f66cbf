package com.in2peta.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void writesRowsAsRfc4180Says() {
        assertThat(new Csv()
                        .row(List.of("a", "b"))
                        .row(Arrays.asList("plain", null))
                        .row(List.of("comma, \"quote\"", "line\r\nbreak"))
                        .toString())
                .isEqualTo("a,b\r\nplain,\r\n\"comma, \"\"quote\"\"\",\"line\r\nbreak\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "=cmd|' /C calc'!A0"})
    void aFormulaBecomesText(String formula) {
        assertThat(new Csv().row(List.of(formula)).toString())
                .startsWith("\"'" + formula.charAt(0))
                .endsWith("\"\r\n");
    }

    @Test
    void aNumberStaysANumber() {
        assertThat(new Csv().row(List.of(-5L, 7)).toString()).isEqualTo("-5,7\r\n");
    }
}
