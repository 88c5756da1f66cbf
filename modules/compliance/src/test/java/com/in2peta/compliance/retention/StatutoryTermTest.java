package com.in2peta.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;

class StatutoryTermTest {

    @Test
    void aFinancialYearBeginsAtMidnightInIndia() {
        assertThat(FinancialYear.of(Instant.parse("2026-03-31T18:29:59Z"))).isEqualTo(new FinancialYear(2025));
        assertThat(FinancialYear.of(Instant.parse("2026-03-31T18:30:00Z"))).isEqualTo(new FinancialYear(2026));
        assertThat(new FinancialYear(2025).end()).isEqualTo(Instant.parse("2026-03-31T18:30:00Z"));
    }

    /** The annual return for 2018-19 is due on 31 December 2019; 72 months later it is the end of 2025. */
    @Test
    void theStatuteKeepsAYearUntilSeventyTwoMonthsAfterItsReturn() {
        assertThat(new FinancialYear(2018).keptUntil()).isEqualTo(Instant.parse("2025-12-31T18:30:00Z"));
    }

    @Test
    void theLastYearThatTheStatuteLetsGoChangesAtTheEndOfTheYear() {
        Instant end = new FinancialYear(2018).keptUntil();

        assertThat(StatutoryTerm.lastYearOutOfGst(end.minusSeconds(1))).isEqualTo(new FinancialYear(2017).end());
        assertThat(StatutoryTerm.lastYearOutOfGst(end)).isEqualTo(new FinancialYear(2018).end());
    }

    @Test
    void sevenYearsAndADayEndInIndiaAndAcrossLeapDays() {
        assertThat(before("2027-03-01T00:00:00Z", "P7Y1D", "P7Y")).isEqualTo(Instant.parse("2020-02-29T00:00:00Z"));
        assertThat(before("2035-02-28T00:00:00Z", "P7Y", "P7Y")).isEqualTo(Instant.parse("2028-02-28T00:00:00Z"));
    }

    @Test
    void aRuleBelowTheFloorIsTheFloor() {
        assertThat(before("2027-06-01T00:00:00Z", "P1Y", "P7Y")).isEqualTo(Instant.parse("2020-06-01T00:00:00Z"));
    }

    private static Instant before(String now, String keeps, String floor) {
        return StatutoryTerm.before(Instant.parse(now), Period.parse(keeps), Period.parse(floor));
    }
}
