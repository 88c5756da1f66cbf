package com.in2peta.web.files;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that holds its thread no longer than it would at the lowest pace allowed. Who sends nothing at all is cut by the server itself. */
final class PacedStream extends FilterInputStream {

    static final Duration GRACE = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final long started;
    private long read;

    PacedStream(InputStream body, LongSupplier nanos) {
        super(body);
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        read += Math.max(count, 0);
        Duration allowed = GRACE.plusSeconds(read / Limits.FILE_UPLOAD_PACE);
        if (nanos.getAsLong() - started > allowed.toNanos()) {
            throw new DomainException(
                    ProblemType.UPLOAD_TOO_SLOW,
                    "The upload is slower than " + Limits.FILE_UPLOAD_PACE + " bytes a second.");
        }
        return count;
    }
}
