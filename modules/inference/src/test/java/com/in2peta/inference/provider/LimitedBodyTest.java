package com.in2peta.inference.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    private final AtomicBoolean canceled = new AtomicBoolean();

    @Test
    void takesWhatFitsExactly() {
        LimitedBody body = subscribed(4);

        body.onNext(List.of(buffer(1), buffer(2)));
        body.onNext(List.of(buffer(1)));
        body.onComplete();

        assertThat(body.getBody().toCompletableFuture().join()).hasSize(4);
        assertThat(canceled).isFalse();
    }

    @Test
    void breaksOffAtTheFirstByteTooMany() {
        LimitedBody body = subscribed(4);

        body.onNext(List.of(buffer(3), buffer(2), buffer(1)));

        assertThat(canceled).isTrue();
        assertThatThrownBy(() -> body.getBody().toCompletableFuture().join())
                .hasMessageContaining("larger than 4 bytes");
    }

    private LimitedBody subscribed(int limit) {
        LimitedBody body = new LimitedBody(limit);
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                assertThat(n).isPositive();
            }

            @Override
            public void cancel() {
                canceled.set(true);
            }
        });
        return body;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.wrap(new byte[size]);
    }
}
