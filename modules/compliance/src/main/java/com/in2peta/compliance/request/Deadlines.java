package com.in2peta.compliance.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Until when a request must be done. Months and days are those of the calendar in the zone of the law: a month after 31 January is the last day
 * of February, and a day on which clocks change has 23 or 25 hours.
 */
final class Deadlines {

    /** How long an erasure waits for a change of mind. */
    static final Duration COOLING = Duration.ofHours(72);
    /** How long an identity may stay unproven. */
    static final Duration VERIFICATION = Duration.ofDays(14);

    private static final Duration EFFECT = Duration.ofMinutes(15);
    private static final Duration CHILD = Duration.ofHours(72);
    private static final int DELETION_DAYS = 30;
    private static final int DPDP_DAYS = 30;
    private static final int GRIEVANCE_DAYS = 90;
    private static final int MONTHS = 1;
    private static final int EXTENDED_MONTHS = 3;
    /** A request with published models waits until so long before it is due. */
    private static final Duration MODELS_MARGIN = Duration.ofDays(2);

    private Deadlines() {}

    static Instant due(RequestKind kind, String regime, ZoneId zone, String channel, Instant receivedAt) {
        return switch (kind) {
            case CHILD -> receivedAt.plus(CHILD);
            case GRIEVANCE -> days(receivedAt, zone, GRIEVANCE_DAYS);
            case ERASURE -> earlier(legal(regime, zone, receivedAt), days(receivedAt, zone, DELETION_DAYS));
            case RESTRICTION, OBJECTION, WITHDRAWAL ->
                channel.equals(Request.SELF_SERVICE) ? receivedAt.plus(EFFECT) : legal(regime, zone, receivedAt);
            case ACCESS, PORTABILITY, RECTIFICATION -> legal(regime, zone, receivedAt);
        };
    }

    /** Two months more (GDPR art. 12(3)). */
    static Instant extended(ZoneId zone, Instant receivedAt) {
        return months(receivedAt, zone, EXTENDED_MONTHS);
    }

    /** Until when a notice of extension can be given. */
    static Instant noticeOfExtension(ZoneId zone, Instant receivedAt) {
        return months(receivedAt, zone, MONTHS);
    }

    /** When an erasure begins. Who published models and lets others go on using them as long as possible waits longest. */
    static Instant cooled(Instant now, Instant dueAt, boolean asLateAsPossible) {
        Instant soonest = now.plus(COOLING);
        Instant latest = dueAt.minus(MODELS_MARGIN);
        return asLateAsPossible && latest.isAfter(soonest) ? latest : soonest;
    }

    /** How much of the time has passed, in per cent; more than 100 when it is overdue. */
    static int percent(Instant receivedAt, Instant dueAt, Instant now) {
        long whole = Duration.between(receivedAt, dueAt).toMillis();
        long passed = Duration.between(receivedAt, now).toMillis();
        return whole <= 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, passed * 100 / whole);
    }

    private static Instant legal(String regime, ZoneId zone, Instant receivedAt) {
        return regime.equals(Request.GDPR) ? months(receivedAt, zone, MONTHS) : days(receivedAt, zone, DPDP_DAYS);
    }

    private static Instant months(Instant from, ZoneId zone, int months) {
        return from.atZone(zone).plusMonths(months).toInstant();
    }

    private static Instant days(Instant from, ZoneId zone, int days) {
        return from.atZone(zone).plusDays(days).toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
