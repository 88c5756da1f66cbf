package com.in2peta.compliance.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T12:00:00+01:00, 2026-12-25T12:00:00+01:00",
        "2027-01-31T12:00:00+01:00, 2027-02-28T12:00:00+01:00",
        "2028-01-31T12:00:00+01:00, 2028-02-29T12:00:00+01:00",
        "2028-02-29T12:00:00+01:00, 2028-03-29T12:00:00+02:00",
        "2027-03-31T12:00:00+02:00, 2027-04-30T12:00:00+02:00",
        "2026-12-31T23:59:59+01:00, 2027-01-31T23:59:59+01:00",
        // Still 31 January in Brussels, already 1 February in Kolkata.
        "2027-02-01T03:30:00+05:30, 2027-02-28T23:00:00+01:00",
        // The clocks change in between: the same hour of the day.
        "2027-03-20T09:00:00+01:00, 2027-04-20T09:00:00+02:00",
        "2027-10-20T09:00:00+02:00, 2027-11-20T09:00:00+01:00",
        // An hour that does not exist on 28 March 2027.
        "2027-02-28T02:30:00+01:00, 2027-03-28T03:30:00+02:00",
    })
    void aMonthIsOneOfTheCalendarInBrussels(String receivedAt, String dueAt) {
        Instant due = Deadlines.due(RequestKind.ACCESS, "gdpr", BRUSSELS, Request.MAIL, at(receivedAt));

        assertThat(due).isEqualTo(at(dueAt));
    }

    @Test
    void theDpdpActGivesThirtyDaysAndAGrievanceNinety() {
        Instant received = at("2027-01-31T10:00:00+05:30");

        assertThat(Deadlines.due(RequestKind.ACCESS, "dpdp", KOLKATA, Request.MAIL, received))
                .isEqualTo(at("2027-03-02T10:00:00+05:30"));
        assertThat(Deadlines.due(RequestKind.GRIEVANCE, "dpdp", KOLKATA, Request.MAIL, received))
                .isEqualTo(at("2027-05-01T10:00:00+05:30"));
    }

    @Test
    void anErasureHasThirtyDaysAtMostAndTheShorterMonth() {
        assertThat(Deadlines.due(RequestKind.ERASURE, "gdpr", BRUSSELS, Request.MAIL, at("2026-12-25T12:00:00+01:00")))
                .isEqualTo(at("2027-01-24T12:00:00+01:00"));
        assertThat(Deadlines.due(RequestKind.ERASURE, "gdpr", BRUSSELS, Request.MAIL, at("2027-01-31T12:00:00+01:00")))
                .isEqualTo(at("2027-02-28T12:00:00+01:00"));
    }

    @Test
    void aChildIsRemovedWithinThreeDaysAndARestrictionWorksWithinAQuarterOfAnHour() {
        Instant received = at("2027-03-27T12:00:00+01:00");

        assertThat(Deadlines.due(RequestKind.CHILD, "gdpr", BRUSSELS, Request.MAIL, received))
                .isEqualTo(received.plus(Duration.ofHours(72)));
        assertThat(Deadlines.due(RequestKind.RESTRICTION, "gdpr", BRUSSELS, Request.SELF_SERVICE, received))
                .isEqualTo(received.plus(Duration.ofMinutes(15)));
        assertThat(Deadlines.due(RequestKind.RESTRICTION, "gdpr", BRUSSELS, Request.MAIL, received))
                .isEqualTo(at("2027-04-27T12:00:00+02:00"));
    }

    @Test
    void anExtensionCountsFromReceiptAndNotFromTheFirstEnd() {
        assertThat(Deadlines.extended(BRUSSELS, at("2026-11-30T12:00:00+01:00")))
                .isEqualTo(at("2027-02-28T12:00:00+01:00"));
        // One month and two months more would be 28 + 2 months = 28 April.
        assertThat(Deadlines.extended(BRUSSELS, at("2027-01-31T12:00:00+01:00")))
                .isEqualTo(at("2027-04-30T12:00:00+02:00"));
    }

    @Test
    void anErasureCoolsForThreeDaysOrAsLongAsItsModelsMayStay() {
        Instant now = at("2027-03-27T12:00:00+01:00");
        Instant due = now.plus(Duration.ofDays(30));

        assertThat(Deadlines.cooled(now, due, false)).isEqualTo(now.plus(Duration.ofHours(72)));
        assertThat(Deadlines.cooled(now, due, true)).isEqualTo(due.minus(Duration.ofDays(2)));
        assertThat(Deadlines.cooled(now, now.plus(Duration.ofDays(4)), true)).isEqualTo(now.plus(Duration.ofHours(72)));
    }

    @Test
    void tellsHowMuchOfTheTimeHasPassed() {
        Instant received = at("2027-03-01T00:00:00Z");
        Instant due = at("2027-03-31T00:00:00Z");

        assertThat(Deadlines.percent(received, due, received)).isZero();
        assertThat(Deadlines.percent(received, due, at("2027-03-16T00:00:00Z"))).isEqualTo(50);
        assertThat(Deadlines.percent(received, due, at("2027-03-30T23:59:59Z"))).isEqualTo(99);
        assertThat(Deadlines.percent(received, due, due)).isEqualTo(100);
        assertThat(Deadlines.percent(received, received, received)).isGreaterThan(100);
    }

    private static Instant at(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }
}
