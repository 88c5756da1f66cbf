package com.in2peta.inference.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {

    @Test
    void pausesGrowToAMinuteAndNoFurther() {
        assertThat(Pauses.retry(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Pauses.retry(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Pauses.retry(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(Pauses.retry(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Pauses.retry(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Pauses.retry(-1)).isEqualTo(Duration.ofSeconds(1));
    }
}
