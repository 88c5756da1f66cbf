package com.in2peta.web.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.problem.DomainException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"wait | 60", "wait=1 | 1", "wait=60 | 60", "respond-async, wait=7 | 7", "' wait=3 ; a=b' | 3"})
    void waitsAsLongAsIsWished(String header, long seconds) {
        assertThat(Prefer.waiting(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond-async", "waiting", "wait=", "wait=-1", "wait=1.5", "wait=1000"})
    void otherPreferencesArePassedOver(String header) {
        assertThat(Prefer.waiting(header)).isEmpty();
    }

    @Test
    void withoutTheHeaderNobodyWaits() {
        assertThat(Prefer.waiting(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait=61", "wait=999"})
    void timesBeyondTheLimitAreRefused(String header) {
        assertThatExceptionOfType(DomainException.class).isThrownBy(() -> Prefer.waiting(header));
    }
}
