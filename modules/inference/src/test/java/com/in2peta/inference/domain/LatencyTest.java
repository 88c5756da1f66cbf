package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private final Latency latency = new Latency();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isUnknownBeforeTheFirstRun() {
        assertThat(latency.average(now)).isEmpty();
    }

    @Test
    void followsWhatIsNew() {
        latency.took(1_000, now);
        assertThat(latency.average(now)).hasValue(1_000);

        latency.took(2_000, now);
        assertThat(latency.average(now)).hasValue(1_300);
    }

    @Test
    void isForgotten() {
        latency.took(1_000, now);
        now = now.plus(Latency.KNOWN_FOR).minusMillis(1);
        assertThat(latency.average(now)).hasValue(1_000);

        now = now.plusMillis(1);
        assertThat(latency.average(now)).isEmpty();

        latency.took(50, now);
        assertThat(latency.average(now)).hasValue(50);
    }
}
