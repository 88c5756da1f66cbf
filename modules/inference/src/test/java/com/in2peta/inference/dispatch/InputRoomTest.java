package com.in2peta.inference.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.inference.dispatch.InputRoom.Taken;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A room of 800 bytes: four copies of an input of 100 are the half that one owner may have. */
class InputRoomTest {

    private final InputRoom room = new InputRoom(800);
    private final UUID asha = UUID.randomUUID();
    private final UUID ravi = UUID.randomUUID();

    @Test
    void oneOwnerHasHalf() {
        Taken first = room.room(asha, 100).join();
        CompletableFuture<Taken> second = room.room(asha, 1);

        assertThat(second).isNotDone();
        assertThat(room.room(ravi, 100)).isDone();

        first.close();
        assertThat(second).isDone();
    }

    @Test
    void whoDoesNotFitIsNotOvertakenByTheSmall() {
        Taken first = room.room(asha, 100).join();
        Taken second = room.room(ravi, 50).join();
        CompletableFuture<Taken> large = room.room(UUID.randomUUID(), 60);
        CompletableFuture<Taken> small = room.room(ravi, 1);

        assertThat(large).isNotDone();
        assertThat(small).isNotDone();
        assertThat(room.waiting()).isEqualTo(2);

        second.close();
        assertThat(large).isDone();
        assertThat(small).isDone();
        first.close();
    }

    @Test
    void theLargestHasRoomAlone() {
        Taken all = room.room(asha, Integer.MAX_VALUE).join();
        CompletableFuture<Taken> another = room.room(asha, Integer.MAX_VALUE);

        assertThat(another).isNotDone();
        all.close();
        assertThat(another).isDone();
    }

    @Test
    void whatWasGivenBackCanBeTakenAgain() {
        for (int i = 0; i < 1_000; i++) {
            room.room(i % 2 == 0 ? asha : null, 100).join().close();
        }
        assertThat(room.waiting()).isZero();
    }
}
