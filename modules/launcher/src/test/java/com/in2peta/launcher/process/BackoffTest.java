package com.in2peta.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesUpToItsLimit() {
        Backoff backoff = new Backoff();

        Duration before = backoff.after(Duration.ZERO);
        assertThat(before).isEqualTo(Backoff.FIRST);
        for (int i = 0; i < 20; i++) {
            Duration delay = backoff.after(Duration.ZERO);
            assertThat(delay).isBetween(before, Backoff.LONGEST);
            before = delay;
        }
        assertThat(before).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void forgetsOnceThePartHasRunForAWhile() {
        Backoff backoff = new Backoff();
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);

        assertThat(backoff.after(Backoff.FORGOTTEN_AFTER)).isEqualTo(Backoff.FIRST);
    }
}
