package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.Setting;
import com.in2peta.sandbox.control.Settings;
import com.in2peta.sandbox.model.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A service with its deployments. Its owner locks. */
final class Service {

    /** The oldest goes when there are more. */
    static final int MAX_DEPLOYMENTS = 20;

    enum Status {
        STARTING,
        HEALTHY,
        UNHEALTHY,
        PAUSING,
        PAUSED,
        RESUMING
    }

    private final String id;
    private final String appId;
    private final Settings settings;
    private final Clock clock;
    private final long createdMillis;
    private final List<Deployment> deployments = new ArrayList<>();
    private boolean paused;
    private long switchedMillis;
    private long lastCallMillis;
    private Optional<JsonNode> scaling = Optional.empty();

    Service(String id, String appId, ObjectNode definition, Settings settings, Clock clock, long createdMillis) {
        this.id = id;
        this.appId = appId;
        this.settings = settings;
        this.clock = clock;
        this.createdMillis = createdMillis;
        deploy(definition, createdMillis);
    }

    void deploy(ObjectNode definition) {
        deploy(definition, clock.millis());
    }

    private void deploy(ObjectNode definition, long millis) {
        if (deployments.size() == MAX_DEPLOYMENTS) {
            deployments.remove(0);
        }
        deployments.add(new Deployment(Ids.letters(8), definition, millis, settings.get(Setting.KOYEB_STEP_MS)));
    }

    void pause() {
        switchTo(true);
    }

    void resume() {
        switchTo(false);
    }

    String id() {
        return id;
    }

    String appId() {
        return appId;
    }

    String name() {
        return latest().definition().path("name").asText();
    }

    long createdMillis() {
        return createdMillis;
    }

    Status status() {
        if (paused) {
            return isSwitching() ? Status.PAUSING : Status.PAUSED;
        }
        if (isSwitching()) {
            return Status.RESUMING;
        }
        if (active().isPresent()) {
            return Status.HEALTHY;
        }
        return latest().status(clock.millis()).isOnItsWay() ? Status.STARTING : Status.UNHEALTHY;
    }

    /** The one that takes calls: the newest that is ready. */
    Optional<Deployment> active() {
        for (int i = deployments.size() - 1; i >= 0; i--) {
            if (deployments.get(i).status(clock.millis()).isReady()) {
                return Optional.of(deployments.get(i));
            }
        }
        return Optional.empty();
    }

    Deployment latest() {
        return deployments.get(deployments.size() - 1);
    }

    List<Deployment> deployments() {
        return List.copyOf(deployments);
    }

    /** As the API shows it. */
    Deployment.Status status(Deployment deployment) {
        Deployment.Status own = deployment.status(clock.millis());
        if (!own.isReady()) {
            return own;
        }
        if (paused || active().filter(one -> one != deployment).isPresent()) {
            return Deployment.Status.STOPPED;
        }
        return isAsleep(deployment) ? Deployment.Status.SLEEPING : own;
    }

    /** How long a call has to wait for its machine; from now on it is awake. */
    long wake(Deployment deployment) {
        boolean asleep = isAsleep(deployment);
        lastCallMillis = clock.millis();
        return asleep ? settings.get(Setting.KOYEB_WAKE_MS) : 0;
    }

    /** Scaled by hand, if it is: the list of instances by scope. */
    Optional<JsonNode> scaling() {
        return scaling;
    }

    void scale(Optional<JsonNode> byHand) {
        scaling = byHand;
    }

    /** The path of the route that fits best, if one does. */
    Optional<String> route(String path) {
        JsonNode routes = active().orElse(latest()).definition().path("routes");
        if (routes.isEmpty()) {
            return Optional.of("/");
        }
        return StreamSupport.stream(routes.spliterator(), false)
                .map(route -> route.path("path").asText("/"))
                .filter(prefix -> prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/"))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    private boolean isAsleep(Deployment deployment) {
        long since = Math.max(lastCallMillis, deployment.createdMillis());
        return deployment.mayScaleToZero()
                && scaling.isEmpty()
                && clock.millis() - since >= settings.get(Setting.KOYEB_IDLE_MS);
    }

    private void switchTo(boolean pausing) {
        if (paused != pausing) {
            paused = pausing;
            switchedMillis = clock.millis();
        }
    }

    private boolean isSwitching() {
        return clock.millis() - switchedMillis < settings.get(Setting.KOYEB_STEP_MS);
    }
}
