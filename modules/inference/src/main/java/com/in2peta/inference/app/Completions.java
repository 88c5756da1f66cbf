package com.in2peta.inference.app;

import com.in2peta.inference.persistence.PredictionTable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for which prediction. What this node ends is told at once; what another node ends is seen by one query for all waiters, four
 * times a second, so no thread and no connection belongs to a waiter.
 */
@ApplicationScoped
class Completions {

    private static final Logger LOG = System.getLogger(Completions.class.getName());
    private static final long LOOK_MILLIS = 250;

    private record Waiter(UUID organizationId, CompletableFuture<Void> ended) {}

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    PredictionTable predictions;

    private final Map<UUID, Waiter> waiters = new ConcurrentHashMap<>();
    private ScheduledFuture<?> look;

    @PostConstruct
    void start() {
        look = scheduler.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        look.cancel(false);
    }

    CompletableFuture<Void> whenEnded(UUID organizationId, UUID id) {
        Waiter waiter = waiters.computeIfAbsent(id, key -> new Waiter(organizationId, new CompletableFuture<>()));
        // Whoever stops waiting takes the entry along, also when he only ran out of time.
        waiter.ended().whenComplete((done, failure) -> waiters.remove(id, waiter));
        return waiter.ended();
    }

    void ended(Collection<UUID> ids) {
        for (UUID id : ids) {
            Waiter waiter = waiters.get(id);
            if (waiter != null) {
                waiter.ended().complete(null);
            }
        }
    }

    private void look() {
        if (waiters.isEmpty()) {
            return;
        }
        try {
            Map<UUID, UUID> organizations = new HashMap<>();
            waiters.forEach((id, waiter) -> organizations.put(id, waiter.organizationId()));
            ended(predictions.ended(organizations));
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next look is a moment away.
            LOG.log(Level.WARNING, "cannot look for ended predictions: {0}", e.getMessage());
        }
    }
}
