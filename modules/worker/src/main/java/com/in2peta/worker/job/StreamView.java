package com.in2peta.worker.job;

import java.util.List;

/**
 * Some chunks of a streamed output.
 *
 * @param next index of the first chunk not contained, to read on from
 */
public record StreamView(JobStatus status, List<String> chunks, int next) {}
