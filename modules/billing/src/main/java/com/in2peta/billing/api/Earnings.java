package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the caller's models have earned. Money is in micro-units of its currency. */
public interface Earnings {

    /** What can be paid out, and what cannot yet because a payer may still take it back. */
    record Earned(String currency, long reserveMicros, long payableMicros) {}

    /** A model's day (UTC): what its predictions cost, and the creator's share. Empty is a model that is gone. */
    record Line(
            LocalDate day,
            Optional<UUID> modelId,
            String currency,
            long predictions,
            long chargedMicros,
            long earnedMicros) {}

    List<Earned> earned(Caller caller);

    /** Newest day first; the end is not part of it. */
    List<Line> statement(Caller caller, Instant from, Instant to);
}
