package com.in2peta.inference.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What the node that accepts a prediction has claimed for itself, in the same commit.
 *
 * @param callbackToken which the provider will name when it calls back
 */
public record Taken(UUID callbackToken, Instant leaseEnd) {}
