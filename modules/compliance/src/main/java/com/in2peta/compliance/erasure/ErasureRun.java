package com.in2peta.compliance.erasure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What the steps need: the request, who is erased, and the fence that keeps a thread which comes back late from writing.
 *
 * @param repeated whether the person was erased before and came back with a backup
 */
record ErasureRun(UUID requestId, Erasee who, Fence fence, InstantSource clock, boolean repeated) {

    Instant now() {
        return clock.instant();
    }
}
