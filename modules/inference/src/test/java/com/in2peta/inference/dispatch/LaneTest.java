package com.in2peta.inference.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.inference.dispatch.Lanes.Lane;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Semaphore owner = new Semaphore(3);
    private final Semaphore provider = new Semaphore(4);
    private final Lane first = new Lane(2, owner, provider);
    private final Lane second = new Lane(2, owner, provider);
    private final Lane anothers = new Lane(2, new Semaphore(3), provider);

    @Test
    void anEndpointTakesNoMoreThanItsPart() {
        assertThat(first.free()).isEqualTo(2);
        assertThat(first.enter()).isTrue();
        assertThat(first.enter()).isTrue();
        assertThat(first.enter()).isFalse();
        assertThat(first.free()).isZero();
    }

    @Test
    void norDoAnOwnersEndpointsTogether() {
        first.enter();
        first.enter();

        assertThat(second.enter()).isTrue();
        assertThat(second.enter()).isFalse();
        assertThat(anothers.enter()).isTrue();
        assertThat(anothers.enter()).as("the provider has four").isFalse();
    }

    @Test
    void whatFindsNoRoomTakesNone() {
        first.enter();
        first.enter();
        second.enter();
        second.enter();

        second.leave();
        first.leave();
        first.leave();
        assertThat(owner.availablePermits()).isEqualTo(3);
        assertThat(provider.availablePermits()).isEqualTo(4);
        assertThat(second.free()).isEqualTo(2);
    }

    @Test
    void isCrowdedFromTheFirstThatFindsNoRoomUntilNothingWaits() {
        first.enter();
        first.enter();
        assertThat(first.isCrowded()).isFalse();

        first.enter();
        first.leave();
        assertThat(first.isCrowded()).isTrue();

        first.clear();
        assertThat(first.isCrowded()).isFalse();
    }
}
