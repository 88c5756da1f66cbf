package com.in2peta.inference.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The input of a prediction as it is stored.
 *
 * @param key the content key, wrapped for the time in flight
 * @param hour the period that is needed to open it
 * @param webhook the address for its events
 */
public record SealedInput(byte[] key, Instant hour, byte[] input, Optional<byte[]> webhook) {}
