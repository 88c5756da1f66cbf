package com.in2peta.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedStreamTest {

    private static final long GRACE_SECONDS = PacedStream.GRACE.toSeconds();

    private long seconds;

    private final PacedStream body = new PacedStream(
            new ByteArrayInputStream(new byte[10 * Limits.FILE_UPLOAD_PACE]), () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void whatComesQuicklyEnoughIsRead() throws IOException {
        byte[] some = new byte[Limits.FILE_UPLOAD_PACE];
        for (int i = 1; i <= 10; i++) {
            seconds = GRACE_SECONDS + i;
            assertThat(body.read(some)).isEqualTo(some.length);
        }
        assertThat(body.read(some)).isNegative();
    }

    @Test
    void whatComesByteAfterByteIsCut() throws IOException {
        seconds = GRACE_SECONDS;
        assertThat(body.read()).isZero();
        seconds = GRACE_SECONDS + 1;

        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(body::read)
                .matches(problem -> problem.type() == ProblemType.UPLOAD_TOO_SLOW);
    }
}
