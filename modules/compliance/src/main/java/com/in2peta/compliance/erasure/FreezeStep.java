package com.in2peta.compliance.erasure;

import com.in2peta.kernel.erasure.WorkInFlight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Nobody signs in as this person any more, and what was under way ends: from here on nothing new is written. */
@ApplicationScoped
class FreezeStep implements ErasureStep {

    private static final int LOOKS = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Inject
    FrozenAccounts accounts;

    @Inject
    @Any
    Instance<WorkInFlight> works;

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        accounts.freeze(run);
        for (int look = 0; stop(run.who().organizationId()) > 0; look++) {
            if (look == LOOKS) {
                return Optional.of(Wait.later("work-in-flight"));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return Optional.empty();
    }

    private long stop(UUID organizationId) {
        long left = 0;
        for (WorkInFlight work : works) {
            left += work.stop(organizationId);
        }
        return left;
    }
}
