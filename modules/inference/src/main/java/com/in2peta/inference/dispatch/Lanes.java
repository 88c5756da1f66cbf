package com.in2peta.inference.dispatch;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Circuit;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Latency;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What keeps one provider's trouble from the others, and one endpoint's from its neighbours: so many calls at a time for each provider, each owner and
 * each endpoint, and for each endpoint a circuit and how long its runs take. Two owners may call their endpoints alike, so the owner is part
 * of a lane's name.
 */
@ApplicationScoped
public class Lanes {

    /** Of a provider's calls, one endpoint may have this part. */
    private static final int ENDPOINTS_SHARE = 4;

    /** And the endpoints of one owner this part. */
    private static final int OWNERS_SHARE = 2;

    /** Endpoints that are remembered; beyond that the idle ones are forgotten. */
    private static final int REMEMBERED = 10_000;

    /** One endpoint. */
    public static final class Lane {
        private final Semaphore room;
        private final Semaphore owner;
        private final Semaphore provider;
        private final Circuit circuit = new Circuit();
        private final Latency latency = new Latency();
        private volatile boolean crowded;

        public Lane(int size, Semaphore owner, Semaphore provider) {
            this.room = new Semaphore(size);
            this.owner = owner;
            this.provider = provider;
        }

        /** Whether endpoint, owner and provider have room for one more; then it is taken. */
        public boolean enter() {
            if (room.tryAcquire()) {
                if (owner.tryAcquire()) {
                    if (provider.tryAcquire()) {
                        return true;
                    }
                    owner.release();
                }
                room.release();
            }
            crowded = true;
            return false;
        }

        public void leave() {
            provider.release();
            owner.release();
            room.release();
        }

        /** For how many there is room. */
        public int free() {
            return Math.min(room.availablePermits(), Math.min(owner.availablePermits(), provider.availablePermits()));
        }

        /** Whether something may wait for room here: then nobody who comes later goes before it. */
        public boolean isCrowded() {
            return crowded;
        }

        /** Nothing waits any more. */
        public void clear() {
            crowded = false;
        }

        public Circuit circuit() {
            return circuit;
        }

        public Latency latency() {
            return latency;
        }
    }

    @Inject
    InferenceConfig config;

    @Inject
    Clock clock;

    private final Map<String, Semaphore> providers = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> owners = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** Providers that have no room. */
    List<String> fullProviders() {
        return providers.entrySet().stream()
                .filter(entry -> entry.getValue().availablePermits() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Lanes that have no room. */
    List<String> fullLanes() {
        return lanes.entrySet().stream()
                .filter(entry -> entry.getValue().free() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where something waited and there is room now. */
    List<Lane> crowdedWithRoom() {
        return lanes.values().stream()
                .filter(lane -> lane.crowded && lane.free() > 0)
                .toList();
    }

    /** That of a target, whatever prediction asks. */
    public Lane lane(UUID ownerId, Target target) {
        String name = Dispatch.lane(ownerId, target);
        int size = Math.max(1, config.providerCalls() / ENDPOINTS_SHARE);
        Lane lane = lanes.computeIfAbsent(name, key -> new Lane(size, owner(ownerId, target), room(target.provider())));
        if (lanes.size() > REMEMBERED) {
            lanes.entrySet().removeIf(entry -> !entry.getKey().equals(name) && isIdle(entry.getValue(), size));
        }
        return lane;
    }

    private boolean isIdle(Lane lane, int size) {
        return lane.room.availablePermits() == size && !lane.crowded && !lane.circuit.isOpen(clock.instant());
    }

    private Semaphore room(String provider) {
        return providers.computeIfAbsent(provider, name -> new Semaphore(config.providerCalls()));
    }

    private Semaphore owner(UUID ownerId, Target target) {
        int size = Math.max(1, config.providerCalls() / OWNERS_SHARE);
        String name = target.provider() + "/" + ownerId;
        Semaphore room = owners.computeIfAbsent(name, key -> new Semaphore(size));
        if (owners.size() > REMEMBERED) {
            owners.entrySet()
                    .removeIf(entry ->
                            !entry.getKey().equals(name) && entry.getValue().availablePermits() == size);
        }
        return room;
    }
}
