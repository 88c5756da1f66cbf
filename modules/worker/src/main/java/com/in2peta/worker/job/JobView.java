package com.in2peta.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller may know of a job at one moment.
 *
 * @param delayTimeMs time in the queue, once the job has started
 * @param executionTimeMs measured run time, at least 1, once the job has ended after running
 */
public record JobView(
        String id,
        JobStatus status,
        OptionalLong delayTimeMs,
        OptionalLong executionTimeMs,
        Optional<JsonNode> output,
        Optional<String> error) {}
