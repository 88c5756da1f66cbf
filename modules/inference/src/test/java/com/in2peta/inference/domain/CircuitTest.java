package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Circuit circuit = new Circuit();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isClosedUntilEnoughCallsFailed() {
        fail(Circuit.FAILURES - 1);
        assertThat(circuit.allows(now)).isTrue();
        assertThat(circuit.isOpen(now)).isFalse();

        fail(1);
        assertThat(circuit.allows(now)).isFalse();
        assertThat(circuit.isOpen(now)).isTrue();
    }

    @Test
    void staysClosedWhileMoreThanHalfOfTheCallsWork() {
        for (int i = 0; i < Circuit.CALLS; i++) {
            succeed(2);
            fail(1);
        }

        assertThat(circuit.allows(now)).isTrue();
    }

    @Test
    void opensWhenHalfOfTheLastCallsFailed() {
        succeed(Circuit.CALLS);
        fail(Circuit.CALLS / 2 - 1);
        assertThat(circuit.allows(now)).isTrue();

        fail(1);
        assertThat(circuit.allows(now)).isFalse();
    }

    @Test
    void forgetsFailuresThatAreOld() {
        fail(Circuit.FAILURES - 1);
        now = now.plus(Circuit.WINDOW).plus(A_MOMENT);
        fail(1);

        assertThat(circuit.allows(now)).isTrue();
    }

    @Test
    void letsOneCallThroughFromTimeToTime() {
        fail(Circuit.FAILURES);
        now = now.plus(Circuit.PROBE).minus(A_MOMENT);
        assertThat(circuit.allows(now)).isFalse();

        now = now.plus(A_MOMENT);
        assertThat(circuit.isOpen(now)).isFalse();
        assertThat(circuit.allows(now)).isTrue();
        assertThat(circuit.isOpen(now)).isTrue();
        assertThat(circuit.allows(now)).isFalse();
        fail(1);
        assertThat(circuit.allows(now.plus(Circuit.PROBE))).isTrue();
    }

    @Test
    void isClosedByACallThatWorksAndBeginsToCountAnew() {
        fail(Circuit.FAILURES);
        now = now.plus(Circuit.PROBE);
        succeed(1);
        assertThat(circuit.allows(now)).isTrue();
        assertThat(circuit.openFor(now)).isZero();

        fail(Circuit.FAILURES - 1);
        assertThat(circuit.allows(now)).isTrue();
        fail(1);
        assertThat(circuit.allows(now)).isFalse();
    }

    @Test
    void knowsHowLongItHasBeenOpen() {
        assertThat(circuit.openFor(now)).isZero();
        fail(Circuit.FAILURES);
        Instant opened = now;
        now = now.plusSeconds(20);
        fail(1);

        assertThat(circuit.openFor(now)).isEqualTo(Duration.between(opened, now));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed(now);
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            circuit.succeeded(now);
        }
    }
}
