package com.in2peta.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void whatComesWhileACommitIsUnderWaySharesTheNext() throws InterruptedException {
        try (GroupCommit<Integer, Integer> commits = held(new GroupCommit.Limits(64, 1_000, 100), item -> 0)) {
            CompletableFuture<Integer> first = commits.submit(1);
            begun.await();
            List<CompletableFuture<Integer>> others = List.of(commits.submit(2), commits.submit(3), commits.submit(4));
            mayEnd.countDown();

            assertThat(first.join()).isEqualTo(10);
            assertThat(others.stream().map(CompletableFuture::join)).containsExactly(20, 30, 40);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void aBatchHasALimitOfItemsAndOfBytes() throws InterruptedException {
        try (GroupCommit<Integer, Integer> commits = held(new GroupCommit.Limits(3, 50, 100), item -> item)) {
            commits.submit(1);
            begun.await();
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int item : new int[] {2, 3, 4, 49, 1, 60, 5}) {
                others.add(commits.submit(item));
            }
            mayEnd.countDown();
            others.forEach(CompletableFuture::join);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(49, 1), List.of(60), List.of(5));
    }

    @Test
    void oneBadItemHarmsNobodyElse() throws InterruptedException {
        try (GroupCommit<Integer, Integer> commits =
                new GroupCommit<>(Thread::new, 1, new GroupCommit.Limits(64, 1_000, 100), item -> 0, batch -> {
                    batches.add(batch);
                    hold();
                    if (batch.contains(3)) {
                        throw new IllegalStateException("no 3");
                    }
                    return batch.stream().map(item -> item * 10).toList();
                })) {
            CompletableFuture<Integer> first = commits.submit(1);
            begun.await();
            CompletableFuture<Integer> good = commits.submit(2);
            CompletableFuture<Integer> bad = commits.submit(3);
            CompletableFuture<Integer> alsoGood = commits.submit(4);
            mayEnd.countDown();

            assertThat(first.join()).isEqualTo(10);
            assertThat(good.join()).isEqualTo(20);
            assertThat(alsoGood.join()).isEqualTo(40);
            assertThatThrownBy(bad::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatMayHaveBeenCommittedIsNotTriedAgain() throws InterruptedException {
        DatabaseFailure broken = new DatabaseFailure(new SQLException("connection lost", "08006"));
        try (GroupCommit<Integer, Integer> commits = failing(broken)) {
            CompletableFuture<Integer> first = commits.submit(1);
            begun.await();
            List<CompletableFuture<Integer>> others = List.of(commits.submit(2), commits.submit(3));
            mayEnd.countDown();

            for (CompletableFuture<Integer> call : List.of(first, others.get(0), others.get(1))) {
                assertThatThrownBy(call::join).hasCause(broken);
            }
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void itsWriterOutlivesAnErrorOfTheJvm() {
        mayEnd.countDown();
        try (GroupCommit<Integer, Integer> commits = failing(new OutOfMemoryError("none left"))) {
            for (int item = 0; item < 3; item++) {
                assertThatThrownBy(commits.submit(item)::join).hasCauseInstanceOf(OutOfMemoryError.class);
            }
        }
    }

    @Test
    void tooManyThatWaitAreRefused() throws InterruptedException {
        try (GroupCommit<Integer, Integer> commits = held(new GroupCommit.Limits(64, 1_000, 2), item -> 0)) {
            commits.submit(1);
            begun.await();
            CompletableFuture<Integer> second = commits.submit(2);
            CompletableFuture<Integer> third = commits.submit(3);
            CompletableFuture<Integer> fourth = commits.submit(4);

            assertThat(fourth).isCompletedExceptionally();
            assertThatThrownBy(fourth::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            DomainException.class, no -> assertThat(no.type()).isEqualTo(ProblemType.OVERLOADED));
            mayEnd.countDown();
            assertThat(second.join()).isEqualTo(20);
            assertThat(third.join()).isEqualTo(30);
        }
    }

    @Test
    void closingFinishesWhatIsQueuedAndTakesNothingMore() throws InterruptedException {
        GroupCommit<Integer, Integer> commits = held(new GroupCommit.Limits(1, 1_000, 100), item -> 0);
        commits.submit(1);
        begun.await();
        CompletableFuture<Integer> queued = commits.submit(2);
        mayEnd.countDown();

        commits.close();

        assertThat(queued.join()).isEqualTo(20);
        assertThat(commits.submit(3)).isCompletedExceptionally();
    }

    private GroupCommit<Integer, Integer> failing(Throwable failure) {
        return new GroupCommit<>(Thread::new, 1, new GroupCommit.Limits(64, 1_000, 100), item -> 0, batch -> {
            batches.add(batch);
            hold();
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
    }

    private GroupCommit<Integer, Integer> held(
            GroupCommit.Limits limits, java.util.function.ToIntFunction<Integer> weigher) {
        return new GroupCommit<>(Thread::new, 1, limits, weigher, batch -> {
            batches.add(batch);
            hold();
            return batch.stream().map(item -> item * 10).toList();
        });
    }

    private void hold() {
        begun.countDown();
        try {
            if (!mayEnd.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
