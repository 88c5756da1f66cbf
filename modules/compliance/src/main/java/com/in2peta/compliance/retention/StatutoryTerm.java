package com.in2peta.compliance.retention;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Policy.Rule;
import com.in2peta.kernel.retention.StatutoryRecords;
import com.in2peta.kernel.retention.StatutoryRecords.YearDue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.UUID;

/** Which records have been kept as long as law and the policy want. */
@ApplicationScoped
public class StatutoryTerm {

    private static final String GST = "gst";
    private static final String POLICY = "policy";

    /** What is due, and for whom nothing may go. */
    record StatutoryDue(Instant before, List<UUID> heldOrganizations, boolean allHeld, List<YearDue> years) {

        long rows() {
            return allHeld ? 0 : years.stream().mapToLong(YearDue::due).sum();
        }
    }

    @Inject
    Catalogue catalogue;

    @Inject
    ComplianceConfig config;

    @Inject
    HoldTable holds;

    @Inject
    Clock clock;

    StatutoryDue due(StatutoryRecords records) {
        return due(records, before());
    }

    /** A hold on a stretch of time holds all records of its organization: they are few, and belong together. */
    StatutoryDue due(StatutoryRecords records, Instant before) {
        List<Hold> over = holds.over(records.table(), clock.instant());
        List<UUID> held = over.stream()
                .flatMap(hold -> hold.organizationId().stream())
                .distinct()
                .toList();
        boolean all = over.stream().anyMatch(hold -> hold.organizationId().isEmpty());
        return new StatutoryDue(before, held, all, records.due(before, held));
    }

    /** Records from before this moment are due. */
    Instant before() {
        Instant now = clock.instant();
        Rule rule = catalogue.policy().rule("billing");
        Instant byPolicy = before(now, rule.period(), rule.floorPeriod().orElseThrow());
        return switch (config.billingTerm()) {
            case POLICY -> byPolicy;
            case GST -> earlier(byPolicy, lastYearOutOfGst(now));
            default -> throw new IllegalStateException("in2peta.compliance.billing-term is neither policy nor gst");
        };
    }

    /** Never below the floor, whatever a rule says. To the second, so that a plan can be made again. */
    static Instant before(Instant now, TemporalAmount keeps, TemporalAmount floor) {
        return earlier(minus(now, keeps), minus(now, floor)).truncatedTo(ChronoUnit.SECONDS);
    }

    static Instant lastYearOutOfGst(Instant now) {
        FinancialYear year = FinancialYear.of(now);
        while (year.keptUntil().isAfter(now)) {
            year = new FinancialYear(year.begins() - 1);
        }
        return year.end();
    }

    private static Instant minus(Instant now, TemporalAmount amount) {
        return now.atZone(FinancialYear.ZONE).minus(amount).toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
