package com.in2peta.compliance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.catalogue.Contradictions.Contradiction;
import com.in2peta.kernel.privacy.CatalogueReader;
import com.in2peta.kernel.privacy.Policy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContradictionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final Policy POLICY =
            CatalogueReader.read(ContradictionsTest.class.getClassLoader()).policy();

    @Test
    void thePolicysOwnPromisesAreReported() {
        assertThat(Contradictions.of(POLICY, TODAY))
                .extracting(Contradiction::conflict, Contradiction::rule, Contradiction::from)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("X1", "predictions", LocalDate.of(2027, 5, 14)),
                        org.assertj.core.groups.Tuple.tuple("X2", "api-log", TODAY),
                        org.assertj.core.groups.Tuple.tuple("X3", "billing", TODAY));
    }

    @Test
    void aLawThatCountsLaterThanInTwoYearsIsNotReportedYet() {
        assertThat(Contradictions.of(POLICY, LocalDate.of(2025, 1, 1)))
                .noneMatch(found -> found.conflict().equals("X1"));
    }

    @Test
    void anOptionChangesTheRuleAndEndsTheContradiction() {
        Policy decided = POLICY.choosing(Map.of("X2", "half-a-year"));

        assertThat(decided.rule("api-log").duration()).isEqualTo(Duration.ofDays(180));
        assertThat(decided.conflicts().get("X2").chosen()).isEqualTo("half-a-year");
        assertThat(Contradictions.of(decided, TODAY))
                .noneMatch(found -> found.law().startsWith("CERT-In"));
    }

    @Test
    void anUnknownConflictOrOptionIsRefused() {
        assertThatThrownBy(() -> POLICY.choosing(Map.of("X99", "as-promised"))).hasMessageContaining("X99");
        assertThatThrownBy(() -> POLICY.choosing(Map.of("X1", "for-ever"))).hasMessageContaining("for-ever");
    }
}
