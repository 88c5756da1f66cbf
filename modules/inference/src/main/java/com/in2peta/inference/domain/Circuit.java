package com.in2peta.inference.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Keeps calls from an endpoint that does not work. It opens when at least half of the last calls failed, and lets one call through from time to
 * time; when that one works it is closed again. MicroProfile's circuit breaker belongs to a method: it cannot tell one endpoint from another.
 */
public final class Circuit {

    /** How many of the newest calls count, and how old they may be. */
    static final int CALLS = 10;

    static final Duration WINDOW = Duration.ofSeconds(30);
    /** Fewer failures say nothing. */
    static final int FAILURES = 4;
    /** From one call that is let through to the next. */
    static final Duration PROBE = Duration.ofSeconds(2);

    private record Outcome(Instant at, boolean failed) {}

    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private Optional<Instant> openSince = Optional.empty();
    private Instant nextProbe = Instant.MIN;

    /** Whether a call may be made now; of an open circuit one every while. */
    public synchronized boolean allows(Instant now) {
        if (openSince.isEmpty()) {
            return true;
        }
        if (now.isBefore(nextProbe)) {
            return false;
        }
        nextProbe = now.plus(PROBE);
        return true;
    }

    /** Whether {@link #allows} would say so; takes no turn. */
    public synchronized boolean isOpen(Instant now) {
        return openSince.isPresent() && now.isBefore(nextProbe);
    }

    public synchronized void succeeded(Instant now) {
        if (openSince.isPresent()) {
            openSince = Optional.empty();
            outcomes.clear();
        }
        add(new Outcome(now, false));
    }

    public synchronized void failed(Instant now) {
        add(new Outcome(now, true));
        long failures = outcomes.stream().filter(Outcome::failed).count();
        if (openSince.isEmpty() && failures >= FAILURES && failures * 2 >= outcomes.size()) {
            openSince = Optional.of(now);
            nextProbe = now.plus(PROBE);
        }
    }

    /** How long it has been open without a break. */
    public synchronized Duration openFor(Instant now) {
        return openSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    private void add(Outcome outcome) {
        outcomes.addLast(outcome);
        while (outcomes.size() > CALLS
                || outcomes.getFirst().at().isBefore(outcome.at().minus(WINDOW))) {
            outcomes.removeFirst();
        }
    }
}
