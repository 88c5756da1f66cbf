package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One version of a service on its way to a machine. Where it is follows from the time alone. */
final class Deployment {

    /** As the published description names them; those that never come about here are left out. */
    enum Status {
        PENDING,
        PROVISIONING,
        SCHEDULED,
        ALLOCATING,
        STARTING,
        HEALTHY,
        SLEEPING,
        ERROR,
        CANCELED,
        STOPPED;

        boolean isReady() {
            return this == HEALTHY || this == SLEEPING;
        }

        boolean isOnItsWay() {
            return compareTo(HEALTHY) < 0;
        }
    }

    /** An image of this name never becomes healthy. */
    static final String BROKEN_IMAGE = "broken";

    private final String id;
    private final ObjectNode definition;
    private final long createdMillis;
    private final long stepMillis;
    private boolean canceled;

    Deployment(String id, ObjectNode definition, long createdMillis, long stepMillis) {
        this.id = id;
        this.definition = definition;
        this.createdMillis = createdMillis;
        this.stepMillis = stepMillis;
    }

    String id() {
        return id;
    }

    ObjectNode definition() {
        return definition;
    }

    long createdMillis() {
        return createdMillis;
    }

    String image() {
        return definition.at("/docker/image").asText();
    }

    void cancel() {
        canceled = true;
    }

    /** Its own; that a later one has taken over, or that it sleeps, only the service knows. */
    Status status(long now) {
        if (canceled) {
            return Status.CANCELED;
        }
        int last = Status.HEALTHY.ordinal();
        long steps = stepMillis == 0 ? last : Math.min(last, (now - createdMillis) / stepMillis);
        boolean broken = image().matches("(.*/)?" + BROKEN_IMAGE + "([:@].*)?");
        return steps == last && broken ? Status.ERROR : Status.values()[(int) steps];
    }

    boolean mayScaleToZero() {
        JsonNode min = definition.at("/scalings/0/min");
        return min.isInt() && min.asInt() == 0;
    }
}
