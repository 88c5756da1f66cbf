package com.in2peta.inference.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void pausesGrowToAMinuteAndNoFurther() {
        assertThat(Steps.retryPause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Steps.retryPause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Steps.retryPause(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(Steps.retryPause(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Steps.retryPause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Steps.retryPause(-1)).isEqualTo(Duration.ofSeconds(1));
    }
}
