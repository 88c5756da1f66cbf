package com.in2peta.inference.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    @Test
    void pausesGrowToAMinuteAndNoFurther() {
        assertThat(Dispatcher.retryPause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Dispatcher.retryPause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Dispatcher.retryPause(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(Dispatcher.retryPause(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Dispatcher.retryPause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Dispatcher.retryPause(-1)).isEqualTo(Duration.ofSeconds(1));
    }
}
