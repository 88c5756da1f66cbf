package com.in2peta.compliance.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobThrottleTest {

    @ParameterizedTest
    @CsvSource({"100, 0", "50, 1000", "25, 3000", "0, 99000", "-5, 99000", "200, 0"})
    void pausesInProportionToTheWork(int share, long pause) {
        assertThat(JobThrottle.pause(1_000, share)).isEqualTo(pause);
    }

    @Test
    void pausesFiveSecondsAtMost() {
        assertThat(JobThrottle.pause(60_000_000_000L, 10)).isEqualTo(5_000_000_000L);
    }
}
