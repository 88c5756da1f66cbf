package com.in2peta.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void areOfVersionSevenAndBeginWithTheTime() {
        UUID id = Ids.next(CLOCK);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void growWithTime() {
        String before = Ids.next(CLOCK).toString();
        String after = Ids.next(Clock.fixed(NOW.plusMillis(1), ZoneOffset.UTC)).toString();

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void differWithinAMillisecond() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Ids.next(CLOCK));
        }

        assertThat(ids).hasSize(10_000);
    }

    @Test
    void comeBackFromTheWire() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            String wire = Ids.toWire(id);

            assertThat(wire).matches("[a-z2-7]{26}");
            assertThat(Ids.fromWire(wire)).contains(id);
        }
        assertThat(Ids.toWire(new UUID(0, 0))).isEqualTo("a".repeat(26));
        assertThat(Ids.toWire(new UUID(-1, -1))).isEqualTo("7".repeat(25) + "4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "aaaaaaaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaaaaaab",
                "aaaaaaaaaaaaaaaaaaaaaaaaa7",
                "Aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "1aaaaaaaaaaaaaaaaaaaaaaaaa",
                "-aaaaaaaaaaaaaaaaaaaaaaaaa",
                "äaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void areNotWhatHasAnotherForm(String wire) {
        assertThat(Ids.fromWire(wire)).isEmpty();
    }
}
