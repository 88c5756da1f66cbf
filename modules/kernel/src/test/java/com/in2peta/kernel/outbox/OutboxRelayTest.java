package com.in2peta.kernel.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    @Test
    void pausesGrowToAnHourAndNoFurther() {
        assertThat(OutboxRelay.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(OutboxRelay.pause(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(OutboxRelay.pause(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(OutboxRelay.pause(11)).isEqualTo(Duration.ofSeconds(2_048));
        assertThat(OutboxRelay.pause(12)).isEqualTo(Duration.ofHours(1));
        assertThat(OutboxRelay.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    }
}
