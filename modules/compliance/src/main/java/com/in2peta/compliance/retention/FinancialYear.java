package com.in2peta.compliance.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;

/** A financial year of India, from 1 April to 31 March in its time zone; named by the calendar year in which it begins. */
record FinancialYear(int begins) {

    static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    private static final int RETURN_MONTHS_AFTER_END = 9;
    private static final int KEPT_MONTHS_AFTER_RETURN = 72;

    static FinancialYear of(Instant moment) {
        LocalDate day = moment.atZone(ZONE).toLocalDate();
        return new FinancialYear(day.getMonthValue() >= Month.APRIL.getValue() ? day.getYear() : day.getYear() - 1);
    }

    /** The first moment after it. */
    Instant end() {
        return firstDayAfter().atStartOfDay(ZONE).toInstant();
    }

    /** CGST Act, 2017, s. 36: 72 months from the due date of the annual return, which is the 31 December after the year's end. */
    Instant keptUntil() {
        return firstDayAfter()
                .plusMonths(RETURN_MONTHS_AFTER_END)
                .plusMonths(KEPT_MONTHS_AFTER_RETURN)
                .atStartOfDay(ZONE)
                .toInstant();
    }

    private LocalDate firstDayAfter() {
        return LocalDate.of(begins + 1, Month.APRIL, 1);
    }
}
