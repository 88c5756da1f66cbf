package com.in2peta.inference.stream;

import com.in2peta.inference.persistence.PredictionTable;
import com.in2peta.kernel.time.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;

/**
 * Who waits for which prediction. What this node ends is told at once; what another node ends is seen by one query for all waiters, four
 * times a second, so no thread and no connection belongs to a waiter.
 */
@ApplicationScoped
public class Completions {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** Equal to none but itself. */
    private record Waiter(UUID organizationId, CompletableFuture<Optional<byte[]>> ended) {}

    @Inject
    Recurring recurring;

    @Inject
    PredictionTable predictions;

    private final Map<UUID, Set<Waiter>> waiters = new ConcurrentHashMap<>();
    private ScheduledFuture<?> look;

    public void start() {
        look = recurring.every(LOOK, "the look for ended predictions", this::look);
    }

    public void stop() {
        look.cancel(false);
    }

    /** See {@link com.in2peta.inference.api.Predictions#whenEnded}. */
    public CompletableFuture<Optional<byte[]>> whenEnded(UUID organizationId, UUID id) {
        Waiter waiter = new Waiter(organizationId, new CompletableFuture<>());
        waiters.compute(id, (key, known) -> {
            Set<Waiter> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(waiter);
            return all;
        });
        // Whoever stops waiting takes his entry along, also when he only ran out of time.
        waiter.ended()
                .whenComplete((done, failure) -> waiters.computeIfPresent(id, (key, all) -> {
                    all.remove(waiter);
                    return all.isEmpty() ? null : all;
                }));
        return waiter.ended();
    }

    public boolean isAwaited(UUID id) {
        return waiters.containsKey(id);
    }

    public void ended(Collection<UUID> ids) {
        ids.forEach(id -> ended(id, Optional.empty()));
    }

    /** @param output of a success, if it is known here */
    public void ended(UUID id, Optional<byte[]> output) {
        waiters.getOrDefault(id, Set.of()).forEach(waiter -> waiter.ended().complete(output));
    }

    private void look() {
        if (waiters.isEmpty()) {
            return;
        }
        Map<UUID, UUID> organizations = new HashMap<>();
        waiters.forEach((id, all) -> all.forEach(waiter -> organizations.put(id, waiter.organizationId())));
        ended(predictions.ended(organizations));
    }
}
