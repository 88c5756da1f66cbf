package com.in2peta.worker.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.JobView;
import com.in2peta.worker.job.Jobs;
import com.in2peta.worker.job.StreamView;
import java.io.IOException;

/** The JSON bodies of the protocol, read with limits and written by hand so that each field is visible here. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(HttpLimits.JSON_DEPTH)
                            .maxNumberLength(HttpLimits.JSON_NUMBER_CHARACTERS)
                            .maxStringLength(HttpLimits.RUNSYNC_BODY_BYTES)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static ObjectNode readObject(byte[] body) throws HttpFailure {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new HttpFailure(400, "the body is not a JSON object");
        } catch (IOException e) {
            throw new HttpFailure(400, "the body is not valid JSON, or nested too deeply");
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode error(String message) {
        return MAPPER.createObjectNode().put("error", message);
    }

    static ObjectNode brief(JobView job) {
        return MAPPER.createObjectNode()
                .put("id", job.id())
                .put("status", job.status().name());
    }

    static ObjectNode status(JobView job) {
        ObjectNode body = brief(job);
        job.delayTimeMs().ifPresent(ms -> body.put("delayTime", ms));
        job.executionTimeMs().ifPresent(ms -> body.put("executionTime", ms));
        job.output().ifPresent(output -> body.set("output", output));
        job.error().ifPresent(error -> body.put("error", error));
        return body;
    }

    static ObjectNode stream(StreamView view) {
        ObjectNode body = MAPPER.createObjectNode().put("status", view.status().name());
        ArrayNode stream = body.putArray("stream");
        view.chunks().forEach(chunk -> stream.addObject().put("output", chunk));
        return body;
    }

    static ObjectNode health(Jobs.Health health) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("jobs")
                .put("completed", health.completed())
                .put("failed", health.failed())
                .put("inProgress", health.inProgress())
                .put("inQueue", health.inQueue())
                .put("retried", health.retried());
        body.putObject("workers")
                .put("idle", health.idleSlots())
                .put("running", health.busySlots())
                .put("initializing", 0)
                .put("ready", health.idleSlots())
                .put("throttled", 0)
                .put("unhealthy", 0);
        return body;
    }

    static ObjectNode purged(int removed) {
        return MAPPER.createObjectNode().put("removed", removed).put("status", "completed");
    }
}
