package com.in2peta.inference.usage;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageCosts;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few sums at a time: over a million predictions one takes a second or two, and predictions need the connections more. */
@ApplicationScoped
class UsageCostService implements UsageCosts {

    private static final int PATIENCE_SECONDS = 5;

    @Inject
    UsageCostReader reader;

    private final Semaphore turns = new Semaphore(Limits.COST_QUERIES);

    @Override
    public List<Cost> list(Caller caller, Selection selection) {
        if (!takeTurn()) {
            throw new DomainException(ProblemType.OVERLOADED, "Too many costs are being summed up. Try again shortly.");
        }
        try {
            return reader.list(caller, selection);
        } finally {
            turns.release();
        }
    }

    private boolean takeTurn() {
        try {
            return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
