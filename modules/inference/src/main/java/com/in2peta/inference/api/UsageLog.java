package com.in2peta.inference.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One row for each API call, written off the request path and kept for 90 days. */
public interface UsageLog {

    /** A call: who, which route (its template, so that no id is in it), how it ended, how long it took. */
    record ApiCall(
            Instant occurredAt,
            UUID organizationId,
            UUID personId,
            Optional<UUID> apiKeyId,
            String requestId,
            String method,
            String route,
            int status,
            long durationMicros) {}

    /** Never waits; when the buffer is full the row is dropped and counted. */
    void record(ApiCall call);

    /** The position is a time. */
    List<ApiCall> list(Caller caller, Slice slice);
}
