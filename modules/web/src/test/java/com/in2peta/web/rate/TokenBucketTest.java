package com.in2peta.web.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long NOW = TimeUnit.HOURS.toNanos(5);
    private static final Duration BURST = Duration.ofSeconds(30);
    private static final Rate RATE = Rate.share(600, BURST, 1);

    private final TokenBucket bucket = new TokenBucket(NOW);

    @Test
    void givesOutTheBurstAtOnceAndThenNothing() {
        assertThat(taken(1_000, RATE, NOW)).isEqualTo(300).isEqualTo(RATE.capacity());
        assertThat(bucket.left(RATE, NOW)).isZero();
        assertThat(bucket.take(RATE, NOW)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(bucket.nanosToFull(NOW)).isEqualTo(BURST.toNanos());
    }

    @Test
    void givesOutTheRateForAsLongAsItIsAsked() {
        int given = 0;
        for (int second = 0; second < 3_600; second++) {
            given += taken(50, RATE, NOW + TimeUnit.SECONDS.toNanos(second));
        }

        assertThat(given).isBetween(60 * 600, 60 * 600 + 300);
    }

    @Test
    void isFullAgainAfterAPauseAndNotFuller() {
        taken(300, RATE, NOW);

        long later = NOW + TimeUnit.HOURS.toNanos(1);
        assertThat(bucket.left(RATE, later)).isEqualTo(300);
        assertThat(taken(1_000, RATE, later)).isEqualTo(300);
    }

    @Test
    void refusalsCostNothing() {
        taken(100_000, RATE, NOW);

        assertThat(taken(1_000, RATE, NOW + TimeUnit.SECONDS.toNanos(1))).isEqualTo(10);
    }

    @Test
    void whatIsPutBackCanBeTakenAgain() {
        taken(300, RATE, NOW);
        bucket.putBack(RATE);

        assertThat(bucket.left(RATE, NOW)).isEqualTo(1);
        assertThat(taken(10, RATE, NOW)).isEqualTo(1);
    }

    @Test
    void aShareOfTheNodesIsAShareOfRateAndBurst() {
        Rate third = Rate.share(600, BURST, 3);

        assertThat(taken(1_000, third, NOW)).isEqualTo(100);
        assertThat(taken(1_000, third, NOW + TimeUnit.SECONDS.toNanos(30))).isEqualTo(100);
    }

    @Test
    void aBucketHoldsOneTokenAtLeast() {
        Rate rare = Rate.share(1, Duration.ofSeconds(1), 4);

        assertThat(taken(5, rare, NOW)).isEqualTo(1);
        assertThat(taken(5, rare, NOW + TimeUnit.MINUTES.toNanos(4))).isEqualTo(1);
    }

    @Test
    void manyThreadsGetNoMoreThanOne() {
        long given = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> bucket.take(RATE, NOW) == 0)
                .count();

        assertThat(given).isEqualTo(300);
    }

    @Test
    void oneRefusalOfAMinuteIsTheFirst() {
        assertThat(bucket.isFirstRefusal(NOW)).isTrue();
        assertThat(bucket.isFirstRefusal(NOW + TimeUnit.SECONDS.toNanos(59))).isFalse();
        assertThat(bucket.isFirstRefusal(NOW + TimeUnit.SECONDS.toNanos(60))).isTrue();
    }

    private int taken(int asked, Rate rate, long now) {
        return (int) IntStream.range(0, asked)
                .filter(i -> bucket.take(rate, now) == 0)
                .count();
    }
}
