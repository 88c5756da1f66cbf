package com.in2peta.kernel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceTest {

    @Test
    void isNewestFirstInBothDirections() {
        assertThat(new Slice(Optional.empty(), false, 3).newestFirst(List.of(3, 2, 1)))
                .containsExactly(3, 2, 1);
        assertThat(new Slice(Optional.empty(), true, 3).newestFirst(List.of(1, 2, 3)))
                .containsExactly(3, 2, 1);
    }

    @Test
    void aPositionThatIsNoneIsABadCursor() {
        Slice slice = new Slice(Optional.of("yesterday"), false, 3);

        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(slice::id)
                .satisfies(no -> assertThat(no.type()).isEqualTo(ProblemType.INVALID_CURSOR));
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(slice::time)
                .satisfies(no -> assertThat(no.type()).isEqualTo(ProblemType.INVALID_CURSOR));
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(slice::number)
                .satisfies(no -> assertThat(no.type()).isEqualTo(ProblemType.INVALID_CURSOR));
    }
}
