package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.kernel.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkEndTest {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Instant MADE = Instant.parse("2026-01-01T10:30:00Z");

    private final UUID id = Ids.next(Clock.fixed(MADE, ZoneOffset.UTC));

    @Test
    void aLinkStaysTheSameThroughALife() {
        assertThat(after(Duration.ZERO)).isEqualTo(MADE.plus(LIFE.multipliedBy(2)));
        assertThat(after(LIFE.minusMillis(1))).isEqualTo(after(Duration.ZERO));
        assertThat(after(LIFE)).isEqualTo(MADE.plus(LIFE.multipliedBy(3)));
    }

    @Test
    void aLinkWorksForOneToTwoLives() {
        for (int minutes = 0; minutes < 300; minutes += 7) {
            Duration age = Duration.ofMinutes(minutes);
            assertThat(Duration.between(MADE.plus(age), after(age))).isBetween(LIFE, LIFE.multipliedBy(2));
        }
    }

    @Test
    void anIdFromAClockThatIsAheadIsAsGoodAsANewOne() {
        assertThat(after(Duration.ofMinutes(-5))).isEqualTo(after(Duration.ZERO));
    }

    private Instant after(Duration age) {
        return LinkEnd.of(id, LIFE, MADE.plus(age));
    }
}
