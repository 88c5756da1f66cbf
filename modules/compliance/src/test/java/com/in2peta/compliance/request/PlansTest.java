package com.in2peta.compliance.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.compliance.request.PlanPart.Planned;
import com.in2peta.kernel.privacy.Subject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final Subject PERSON = new Subject(UUID.randomUUID(), UUID.randomUUID(), "somebody");

    @Test
    void aFewRowsMoreAreTheSamePlan() {
        assertThat(digest(PERSON, 120)).isEqualTo(digest(PERSON, 121)).isEqualTo(digest(PERSON, 999));
    }

    @Test
    void theFirstRowTenTimesAsManyOrSomebodyElseAreAnotherPlan() {
        Subject other = new Subject(UUID.randomUUID(), UUID.randomUUID(), "another");

        assertThat(List.of(
                        digest(PERSON, 0),
                        digest(PERSON, 1),
                        digest(PERSON, 120),
                        digest(PERSON, 1200),
                        digest(other, 120)))
                .doesNotHaveDuplicates();
    }

    private static String digest(Subject subject, long rows) {
        return Plans.sha256(
                RequestKind.ERASURE,
                "catalogue",
                List.of(subject),
                List.of(new Planned("inference.usage_log", "delete", rows)));
    }
}
