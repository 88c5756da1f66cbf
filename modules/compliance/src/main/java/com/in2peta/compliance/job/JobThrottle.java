package com.in2peta.compliance.job;

import com.in2peta.compliance.config.ComplianceConfig;
import jakarta.batch.api.chunk.listener.AbstractChunkListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves the database to others for a share of the time: before each chunk a step pauses as long as the last one, with its commit, worked,
 * in the proportion that {@code in2peta.compliance.job-share} says. A slow database makes chunks slow and so the pauses long.
 */
@Named
@Dependent
public class JobThrottle extends AbstractChunkListener {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Inject
    ComplianceConfig config;

    private long begun;

    @Override
    public void beforeChunk() {
        if (begun != 0) {
            // The chunk's transaction has begun, but holds neither a connection nor a lock yet.
            LockSupport.parkNanos(pause(System.nanoTime() - begun, config.jobShare()));
        }
        begun = System.nanoTime();
    }

    static long pause(long workedNanos, int share) {
        int worked = Math.max(1, Math.min(100, share));
        return Math.min(LONGEST_NANOS, workedNanos * (100 - worked) / worked);
    }
}
