package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.model.Run;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A run of an endpoint's model with the terms that its caller set. */
final class Job {

    private final String id;
    private final Endpoint endpoint;
    private final Run run;
    private final Policy policy;
    private final Optional<URI> webhook;
    private int partsTaken;

    Job(String id, Endpoint endpoint, Run run, Policy policy, Optional<URI> webhook) {
        this.id = id;
        this.endpoint = endpoint;
        this.run = run;
        this.policy = policy;
        this.webhook = webhook;
    }

    String id() {
        return id;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Run run() {
        return run;
    }

    Policy policy() {
        return policy;
    }

    Optional<URI> webhook() {
        return webhook;
    }

    /** At the end of its time to live a job is gone whatever it does; a result stays a while after its end. */
    boolean isExpired(long now, long keptMillis) {
        long ended = run.endedMillis().orElse(Long.MAX_VALUE - keptMillis);
        return now >= run.createdMillis() + policy.ttlMillis() || now >= ended + keptMillis;
    }

    /** As run and cancel answer it. */
    ObjectNode brief() {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("status", status());
    }

    /** As status answers it and callbacks carry it. */
    ObjectNode json() {
        ObjectNode json = brief();
        run.delayMillis().ifPresent(millis -> json.put("delayTime", millis));
        run.workMillis().ifPresent(millis -> json.put("executionTime", millis));
        run.output().ifPresent(output -> json.set("output", output));
        run.error().ifPresent(error -> json.put("error", error));
        return json;
    }

    /** The parts that nobody took yet: whoever loses this answer has lost them. */
    synchronized ObjectNode nextParts() {
        String status = status(); // before the parts are read: no part comes after the end
        List<JsonNode> parts = run.partsFrom(partsTaken);
        partsTaken += parts.size();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", status);
        ArrayNode stream = json.putArray("stream");
        parts.forEach(part -> stream.addObject().set("output", part));
        return json;
    }

    private String status() {
        return switch (run.state()) {
            case WAITING -> "IN_QUEUE";
            case RUNNING -> "IN_PROGRESS";
            case SUCCEEDED -> "COMPLETED";
            case FAILED -> "FAILED";
            case CANCELED -> "CANCELLED";
            case TIMED_OUT -> "TIMED_OUT";
        };
    }
}
