package com.in2peta.inference.app;

import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.inference.stream.Completions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Cancels predictions that their owner wanted no later than now, as the owner could. */
@ApplicationScoped
class Deadlines {

    private static final int AT_ONCE = 100;

    @Inject
    PredictionTable predictions;

    @Inject
    Cancellation cancellation;

    @Inject
    Completions completions;

    @Inject
    Clock clock;

    void look() {
        Set<UUID> canceled = new HashSet<>();
        predictions.pastDeadline(clock.instant(), AT_ONCE).forEach((id, organization) -> {
            if (cancellation.cancel(organization, id)) {
                canceled.add(id);
            }
        });
        completions.ended(canceled);
    }
}
