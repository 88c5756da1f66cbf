package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.model.Model;
import java.util.List;
import java.util.Map;

/** A serverless endpoint, with as many workers as it may have: they are there as soon as a job needs them. */
final class Endpoint {

    static final Shape SHAPE = new Shape(
            Map.ofEntries(
                    Map.entry("allowedCudaVersions", JsonNodeType.ARRAY),
                    Map.entry("computeType", JsonNodeType.STRING),
                    Map.entry("cpuFlavorIds", JsonNodeType.ARRAY),
                    Map.entry("dataCenterIds", JsonNodeType.ARRAY),
                    Map.entry("executionTimeoutMs", JsonNodeType.NUMBER),
                    Map.entry("flashboot", JsonNodeType.BOOLEAN),
                    Map.entry("gpuCount", JsonNodeType.NUMBER),
                    Map.entry("gpuTypeIds", JsonNodeType.ARRAY),
                    Map.entry("idleTimeout", JsonNodeType.NUMBER),
                    Map.entry("minCudaVersion", JsonNodeType.STRING),
                    Map.entry("name", JsonNodeType.STRING),
                    Map.entry("networkVolumeId", JsonNodeType.STRING),
                    Map.entry("networkVolumeIds", JsonNodeType.ARRAY),
                    Map.entry("scalerType", JsonNodeType.STRING),
                    Map.entry("scalerValue", JsonNodeType.NUMBER),
                    Map.entry("templateId", JsonNodeType.STRING),
                    Map.entry("vcpuCount", JsonNodeType.NUMBER),
                    Map.entry("workersMax", JsonNodeType.NUMBER),
                    Map.entry("workersMin", JsonNodeType.NUMBER)),
            "templateId");

    /** Sent but, so the published description, never shown. */
    private static final List<String> UNSEEN = List.of("cpuFlavorIds", "flashboot", "vcpuCount");

    private static final long DEFAULT_EXECUTION_MS = 600_000;
    private static final int DEFAULT_WORKERS = 3;

    private final ObjectNode fields;
    private ObjectNode template;
    private int busyWorkers;

    Endpoint(String id, String createdAt, ObjectNode body, ObjectNode template) {
        fields = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("createdAt", createdAt)
                .put("userId", "user_sandbox")
                .put("version", 0)
                .put("name", id)
                .put("computeType", "GPU")
                .put("gpuCount", 1)
                .put("idleTimeout", 5)
                .put("scalerType", "QUEUE_DELAY")
                .put("scalerValue", 4)
                .put("workersMin", 0)
                .put("workersMax", DEFAULT_WORKERS);
        change(body, template);
    }

    /** Each change makes a new version. */
    synchronized void change(ObjectNode body, ObjectNode newTemplate) {
        fields.setAll(body);
        fields.remove(UNSEEN);
        fields.put("version", fields.path("version").asInt() + 1);
        template = newTemplate;
    }

    synchronized String id() {
        return fields.path("id").asText();
    }

    synchronized String templateId() {
        return fields.path("templateId").asText();
    }

    synchronized Model model() {
        return Model.ofImage(template.path("imageName").asText());
    }

    synchronized long executionTimeoutMillis() {
        long set = fields.path("executionTimeoutMs").asLong();
        return set > 0 ? set : DEFAULT_EXECUTION_MS;
    }

    synchronized int workersMax() {
        return fields.path("workersMax").asInt();
    }

    /** False when all are busy; an endpoint of no workers has none ever. */
    synchronized boolean takeWorker() {
        boolean free = busyWorkers < workersMax();
        busyWorkers += free ? 1 : 0;
        return free;
    }

    synchronized void giveWorkerBack() {
        busyWorkers--;
    }

    synchronized ObjectNode json(boolean withTemplate) {
        ObjectNode json = fields.deepCopy();
        json.set("env", template.path("env"));
        if (withTemplate) {
            json.set("template", template);
        }
        return json;
    }
}
