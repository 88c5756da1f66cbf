package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {

    @ParameterizedTest
    @CsvSource({
        "0, 100000, 0",
        "1, 1, 1",
        "1, 1000, 1",
        "1, 1001, 2",
        "999, 1, 1",
        "1000, 1, 1",
        "1001, 1, 2",
        "1500, 100000, 150000",
        "5, 0, 0"
    })
    void isRunTimeTimesPriceRoundedUp(long millis, long price, long cost) {
        assertThat(Cost.ofRun(millis, price)).isEqualTo(cost);
    }

    @Test
    void agreesWithDecimalArithmetic() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong(604_800_000L);
            long price = random.nextLong(10_000_000_000L);
            long wanted = BigDecimal.valueOf(millis)
                    .multiply(BigDecimal.valueOf(price))
                    .divide(BigDecimal.valueOf(1_000), 0, RoundingMode.CEILING)
                    .longValueExact();

            assertThat(Cost.ofRun(millis, price)).isEqualTo(wanted);
        }
    }

    /** The longest run at the highest price that a version may have. */
    @Test
    void reachesTheEndOfWhatIsAllowed() {
        assertThat(Cost.ofRun(604_800_000L, 1_000_000_000_000L)).isEqualTo(604_800L * 1_000_000_000_000L);
    }

    @Test
    void neverOverflowsInSilence() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Cost.ofRun(Long.MAX_VALUE, 2_000));
    }
}
