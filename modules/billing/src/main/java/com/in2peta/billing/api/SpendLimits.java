package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an account, or one of its keys, may spend in a day or a month. */
public interface SpendLimits {

    /**
     * What is wished for.
     *
     * @param apiKeyId of one key; of the whole account when there is none
     * @param period {@code day} or {@code month}, in UTC
     * @param mostMicros in micro-units of the currency
     * @param hard whether it refuses; one that does not only tells
     */
    record NewLimit(Optional<UUID> apiKeyId, String currency, String period, long mostMicros, boolean hard) {}

    /** A limit and what its present period has seen: what was spent, and what is held for predictions under way. */
    record LimitView(
            UUID id, NewLimit limit, long spentMicros, long reservedMicros, Instant startsAt, Instant createdAt) {}

    /** Refused with {@code conflict} when there is such a limit, or there are as many as an account can have. */
    LimitView create(Caller caller, NewLimit limit);

    LimitView get(Caller caller, UUID id);

    /** Counts from the next prediction on. */
    LimitView change(Caller caller, UUID id, long mostMicros);

    void delete(Caller caller, UUID id);

    List<LimitView> list(Caller caller, Slice slice);
}
