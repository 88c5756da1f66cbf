package com.in2peta.compliance.catalogue;

import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.privacy.Policy.Conflict;
import com.in2peta.kernel.privacy.Policy.Floor;
import com.in2peta.kernel.privacy.Policy.Rule;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;

/** Where a rule ends before a law lets it, on some day of the next two years. */
public final class Contradictions {

    private static final int YEARS_AHEAD = 2;

    /** One contradiction: who demands what, which rule is shorter, from when, and which option counts. */
    public record Contradiction(String conflict, String law, String rule, LocalDate from, String chosen) {

        @Override
        public String toString() {
            return conflict + ": " + law + " against the rule " + rule + " from " + from + "; chosen: " + chosen;
        }
    }

    private Contradictions() {}

    public static List<Contradiction> of(Policy policy, LocalDate today) {
        List<Contradiction> found = new ArrayList<>();
        for (Floor floor : policy.floors()) {
            LocalDate from = floor.from().isAfter(today) ? floor.from() : today;
            if (from.isAfter(today.plusYears(YEARS_AHEAD))) {
                continue;
            }
            for (String code : floor.rules()) {
                Rule rule = policy.rule(code);
                if (shorter(from, rule.period(), Rule.amount(floor.floor()))) {
                    Conflict conflict = policy.conflicts().get(floor.conflict());
                    found.add(new Contradiction(
                            floor.conflict(),
                            floor.law(),
                            code,
                            from,
                            conflict == null ? "nothing" : conflict.chosen()));
                }
            }
        }
        return found;
    }

    private static boolean shorter(LocalDate from, TemporalAmount kept, TemporalAmount demanded) {
        return Duration.between(
                                from.atStartOfDay().plus(kept),
                                from.atStartOfDay().plus(demanded))
                        .compareTo(Duration.ZERO)
                > 0;
    }
}
