package com.in2peta.inference.domain;

import java.util.Optional;

/**
 * How a prediction ends, as it is stored.
 *
 * @param key the content key, wrapped for the time that the content is kept; empty when the content cannot be opened any more, and then
 *     nothing of it is kept
 */
public record SealedEnding(
        Ending ending, Optional<byte[]> key, Optional<byte[]> output, Optional<byte[]> error, Optional<byte[]> logs) {}
