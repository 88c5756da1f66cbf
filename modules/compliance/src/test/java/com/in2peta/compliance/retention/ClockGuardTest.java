package com.in2peta.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockGuardTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void clocksMayDifferByAMinuteAndNoMore() {
        assertThat(ClockGuard.refusal(NOW, NOW.plusSeconds(60), Optional.empty()))
                .isEmpty();
        assertThat(ClockGuard.refusal(NOW, NOW.plusSeconds(61), Optional.empty()))
                .contains("clock-drift");
        assertThat(ClockGuard.refusal(NOW, NOW.minusSeconds(61), Optional.empty()))
                .contains("clock-drift");
    }

    @Test
    void nothingIsDeletedBeforeTheLastRun() {
        assertThat(ClockGuard.refusal(NOW, NOW, Optional.of(NOW.plusSeconds(60))))
                .isEmpty();
        assertThat(ClockGuard.refusal(NOW, NOW, Optional.of(NOW.plusSeconds(61))))
                .contains("clock-behind-last-run");
        assertThat(ClockGuard.refusal(NOW, NOW, Optional.of(NOW.minusSeconds(86_400))))
                .isEmpty();
    }
}
