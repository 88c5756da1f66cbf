package com.in2peta.inference.usage;

import com.in2peta.inference.persistence.RunTally;
import com.in2peta.kernel.time.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Tells the registry how often its models ran. It comes some seconds late, so that what was created before has been committed. */
@ApplicationScoped
public class RunCounts {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LAG = Duration.ofSeconds(10);
    private static final int ROWS = 20_000;

    @Inject
    RunTally tally;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> counting;

    public void start() {
        counting = recurring.every(
                PAUSE, "the count of runs", () -> tally.count(clock.instant().minus(LAG), ROWS));
    }

    public void stop() {
        counting.cancel(false);
    }
}
