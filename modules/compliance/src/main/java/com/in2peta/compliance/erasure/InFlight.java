package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.WorkInFlight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends what is under way for an organization. */
@ApplicationScoped
class InFlight {

    private static final int LOOKS = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Inject
    @Any
    Instance<WorkInFlight> works;

    /** False when something is still under way after some seconds. */
    boolean ends(UUID organizationId) {
        for (int look = 0; stop(organizationId) > 0; look++) {
            if (look == LOOKS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private long stop(UUID organizationId) {
        long left = 0;
        for (WorkInFlight work : works) {
            left += work.stop(organizationId);
        }
        return left;
    }
}
