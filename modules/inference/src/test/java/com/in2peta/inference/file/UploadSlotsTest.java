package com.in2peta.inference.file;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadSlotsTest {

    private final UploadSlots slots = new UploadSlots();
    private final UUID one = UUID.randomUUID();

    @Test
    void oneOrganizationTakesNoMoreThanItsShare() {
        for (int i = 0; i < Limits.FILE_UPLOADS_OF_ONE; i++) {
            slots.take(one);
        }

        refused(one);
        slots.take(UUID.randomUUID());
        slots.give(one);
        slots.take(one);
        refused(one);
    }

    @Test
    void allOfThemTakeNoMoreThanThereAre() {
        for (int i = 0; i < Limits.FILE_UPLOADS; i++) {
            slots.take(UUID.randomUUID());
        }

        refused(one);
    }

    private void refused(UUID organization) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> slots.take(organization))
                .matches(problem -> problem.type() == ProblemType.OVERLOADED);
    }
}
