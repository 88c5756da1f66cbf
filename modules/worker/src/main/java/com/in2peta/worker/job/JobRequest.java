package com.in2peta.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to run a model.
 *
 * @param endpoint id of the endpoint, which names the model
 * @param input what the model is given
 * @param inputBytes size of the request that brought it, for the memory limit
 * @param sync whether the caller waits for the result, which is then kept for a shorter time
 * @param webhook where to announce the end of the job
 * @param executionTimeout longest time in a slot
 * @param timeToLive age at which the job is dropped whatever its state
 */
public record JobRequest(
        String endpoint,
        JsonNode input,
        long inputBytes,
        boolean sync,
        Optional<URI> webhook,
        Duration executionTimeout,
        Duration timeToLive) {

    JobRequest withoutInput() {
        return new JobRequest(endpoint, null, inputBytes, sync, webhook, executionTimeout, timeToLive);
    }
}
