package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void triesTenTimesOverThreeDays() {
        List<Duration> pauses = IntStream.rangeClosed(1, 9)
                .mapToObj(attempts -> pause(attempts, Optional.empty(), 0))
                .toList();

        assertThat(pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
        assertThat(RetrySchedule.next(10, Optional.of("1"), CLOCK, 0)).isEmpty();
    }

    @Test
    void waitsUpToAFifthLonger() {
        assertThat(pause(1, Optional.empty(), 0.5)).isEqualTo(Duration.ofMillis(5_500));
        assertThat(pause(2, Optional.empty(), 1)).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void obeysTheReceiverWhereHeWantsMoreTime() {
        assertThat(pause(1, Optional.of("60"), 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(pause(1, Optional.of(" Sun, 01 Mar 2026 12:01:00 GMT "), 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(pause(2, Optional.of("1"), 0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pause(1, Optional.of("Sun, 01 Mar 2020 12:01:00 GMT"), 0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitsADayAtMostAndPassesOverWhatIsNoTime() {
        for (String text : List.of("999999999", "Sun, 01 Mar 2099 12:01:00 GMT")) {
            assertThat(pause(1, Optional.of(text), 0)).isEqualTo(Duration.ofHours(24));
        }
        for (String text : List.of("", "soon", "-5", "1.5", "9999999999999999999")) {
            assertThat(pause(1, Optional.of(text), 0)).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private static Duration pause(int attempts, Optional<String> wish, double random) {
        return Duration.between(
                NOW, RetrySchedule.next(attempts, wish, CLOCK, random).orElseThrow());
    }
}
