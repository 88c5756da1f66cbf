package com.in2peta.inference.app;

import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.domain.Circuit;
import com.in2peta.inference.domain.Dispatch;
import com.in2peta.inference.domain.Latency;
import com.in2peta.models.api.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What keeps one provider's trouble from the others, and one endpoint's from its neighbours: so many calls at a time for each provider and
 * for each endpoint, and for each endpoint a circuit and how long its runs take. Two owners may call their endpoints alike, so the owner is part of a lane's name.
 */
@ApplicationScoped
class Lanes {

    /** Of a provider's calls, one endpoint may have this part. */
    private static final int ENDPOINTS_SHARE = 4;

    /** Endpoints that are remembered; beyond that the idle ones are forgotten. */
    private static final int REMEMBERED = 10_000;

    /** One endpoint. */
    private static final class Lane {
        private final Semaphore room;
        private final Circuit circuit = new Circuit();
        private final Latency latency = new Latency();

        Lane(int size) {
            this.room = new Semaphore(size);
        }
    }

    @Inject
    InferenceConfig config;

    private final Map<String, Semaphore> providers = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** Whether provider and endpoint have room for one more; then it is taken. */
    boolean enter(Dispatch dispatch) {
        Semaphore lane = lane(dispatch.lane(dispatch.present())).room;
        if (!lane.tryAcquire()) {
            return false;
        }
        if (!room(dispatch.present().provider()).tryAcquire()) {
            lane.release();
            return false;
        }
        return true;
    }

    void leave(Dispatch dispatch) {
        room(dispatch.present().provider()).release();
        lane(dispatch.lane(dispatch.present())).room.release();
    }

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
                .filter(entry -> entry.getValue().room.availablePermits() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** That of one of the prediction's targets. */
    Circuit circuit(Dispatch dispatch, Target target) {
        return lane(dispatch.lane(target)).circuit;
    }

    /** That of a target, whatever prediction asks. */
    Latency latency(UUID ownerId, Target target) {
        return lane(Dispatch.lane(ownerId, target)).latency;
    }

    private Semaphore room(String provider) {
        return providers.computeIfAbsent(provider, name -> new Semaphore(config.providerCalls()));
    }

    private Lane lane(String name) {
        int size = Math.max(1, config.providerCalls() / ENDPOINTS_SHARE);
        Lane lane = lanes.computeIfAbsent(name, key -> new Lane(size));
        if (lanes.size() > REMEMBERED) {
            lanes.entrySet()
                    .removeIf(entry -> !entry.getKey().equals(name)
                            && entry.getValue().room.availablePermits() == size);
        }
        return lane;
    }
}
