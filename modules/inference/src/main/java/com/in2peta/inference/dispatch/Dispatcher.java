package com.in2peta.inference.dispatch;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.dispatch.Lanes.Lane;
import com.in2peta.inference.domain.Admission;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Taken;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.persistence.DispatchTable.Full;
import com.in2peta.inference.persistence.DispatchTable.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves predictions along: claims what is due, as far as there is room, and has {@link Steps} take the next step with each. No thread waits for a
 * provider; if the process dies in the middle of a step, the lease runs out and the step is taken again.
 */
@ApplicationScoped
public class Dispatcher {

    static final Duration LEASE = Duration.ofSeconds(60);
    /** A call that is still under way after this keeps its lease, again and again. */
    public static final Duration RENEWAL = Duration.ofSeconds(20);

    private static final int CLAIM = 64;

    /** What names a step: a prediction can be claimed anew while a step that has lost its lease lasts. */
    private record Claim(UUID predictionId, long fence) {}

    /** A step under way, and until when its lease runs. */
    private static final class Held {
        private volatile Instant leaseEnd;

        Held(Instant leaseEnd) {
            this.leaseEnd = leaseEnd;
        }
    }

    @Inject
    DispatchTable table;

    @Inject
    Lanes lanes;

    @Inject
    Steps steps;

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private final AtomicBoolean sweeping = new AtomicBoolean();
    /** Whether somebody was told of predictions since the sweep last looked. */
    private final AtomicBoolean woken = new AtomicBoolean();

    private final Map<Claim, Held> underWay = new ConcurrentHashMap<>();

    /**
     * Takes room for a prediction that is about to be accepted here, so that nobody has to look for it afterwards; none while older ones wait for
     * room. It is to be begun, or given back.
     */
    public Optional<Taken> reserve(Admission admission) {
        if (!config.dispatchEnabled() || !config.handOver() || admission.lowPriority()) {
            return Optional.empty();
        }
        Lane lane = lanes.lane(admission.ownerId(), admission.first());
        return !lane.isCrowded() && lane.enter()
                ? Optional.of(new Taken(UUID.randomUUID(), leaseEnd()))
                : Optional.empty();
    }

    public void giveBack(Admission admission) {
        lanes.lane(admission.ownerId(), admission.first()).leave();
    }

    /** One for which room was taken, and which was claimed with its acceptance. What waited here for too long may be somebody else's by now. */
    public void begin(Dispatch dispatch) {
        Lane lane = lane(dispatch);
        if (clock.instant().isBefore(dispatch.leaseEnd())) {
            advance(dispatch, lane);
        } else {
            lane.leave();
        }
    }

    /** Takes the named predictions, as far as they are due and there is room; the sweep takes the rest, and these too if it is under way. */
    public void wake(Collection<UUID> ids) {
        woken.set(true);
        if (config.dispatchEnabled() && !sweeping.get()) {
            take(table.claim(ids, full(), clock.instant(), leaseEnd()));
        }
    }

    /** Takes whatever is due, until nothing is or there is no room. */
    public void sweep() {
        while (config.dispatchEnabled() && sweeping.compareAndSet(false, true)) {
            takeDue();
            if (!woken.get()) {
                return;
            }
        }
    }

    private void takeDue() {
        try {
            boolean more;
            do {
                woken.set(false);
                steps.forget();
                List<Lane> roomy = lanes.crowdedWithRoom();
                // Of what waits for them not more is claimed than they have room for.
                int limit = Math.min(
                        CLAIM,
                        roomy.isEmpty()
                                ? CLAIM
                                : Math.max(
                                        1, roomy.stream().mapToInt(Lane::free).sum()));
                List<Dispatch> due = table.claimDue(full(), clock.instant(), leaseEnd(), limit);
                more = due.size() == limit;
                if (!more) {
                    roomy.forEach(Lane::clear);
                }
                take(due);
            } while (more);
        } finally {
            sweeping.set(false);
        }
    }

    /** A provider called back with the job's own token: ask it what happened. */
    void ask(UUID predictionId, UUID token) {
        if (!table.noteEarlyCallback(predictionId, token)) {
            table.claimByToken(predictionId, token, leaseEnd()).ifPresent(dispatch -> take(List.of(dispatch)));
        }
    }

    /** Keeps the leases of calls that take long, but for those that somebody else has claimed meanwhile. */
    public void renew() {
        List<Lease> held = new ArrayList<>();
        underWay.forEach((claim, step) -> held.add(new Lease(claim.predictionId(), claim.fence(), step.leaseEnd)));
        if (held.isEmpty()) {
            return;
        }
        Instant end = leaseEnd();
        Set<UUID> renewed = table.renew(held, end);
        for (Lease lease : held) {
            Held step = underWay.get(new Claim(lease.predictionId(), lease.fence()));
            if (step != null && renewed.contains(lease.predictionId()) && step.leaseEnd.equals(lease.end())) {
                step.leaseEnd = end;
            }
        }
    }

    private Lane lane(Dispatch dispatch) {
        return lanes.lane(dispatch.ownerId(), dispatch.present());
    }

    private Full full() {
        return new Full(lanes.fullProviders(), lanes.fullLanes());
    }

    private Instant leaseEnd() {
        return clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MICROS);
    }

    private void take(List<Dispatch> claimed) {
        List<Dispatch> noRoom = new ArrayList<>();
        for (Dispatch dispatch : claimed) {
            Lane lane = lane(dispatch);
            if (lane.enter()) {
                advance(dispatch, lane);
            } else {
                noRoom.add(dispatch);
            }
        }
        if (!noRoom.isEmpty()) {
            table.handBack(noRoom, clock.instant());
        }
    }

    /** In a lane that was entered, which is left at the end of the step. */
    private void advance(Dispatch dispatch, Lane lane) {
        Claim claim = new Claim(dispatch.predictionId(), dispatch.fence());
        underWay.put(claim, new Held(dispatch.leaseEnd()));
        CompletableFuture<Void> step;
        try {
            step = steps.step(dispatch);
        } catch (RuntimeException | Error e) {
            step = CompletableFuture.failedFuture(e); // an Error too: the lane must be left
        }
        step.whenComplete((done, failure) -> {
            underWay.remove(claim);
            lane.leave();
            if (failure != null) {
                steps.failed(dispatch, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
            if (steps.haveLeftMore() || lane.isCrowded()) {
                sweep();
            }
        });
    }
}
