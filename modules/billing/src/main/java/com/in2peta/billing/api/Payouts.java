package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Earnings on their way to who earned them. */
public interface Payouts {

    /**
     * How somebody is paid.
     *
     * @param provider {@code manual}: finance pays by the bank's own means, and types there whom
     * @param country ISO 3166-1, two letters
     * @param ready whether the next run pays
     */
    record PayeeView(String provider, String country, boolean ready) {}

    /** A payout. Status is {@code planned}, then {@code dropped} or {@code due}; then {@code sent}, and {@code paid} or {@code failed}. */
    record PayoutView(
            UUID id,
            UUID organizationId,
            UUID runId,
            String provider,
            long amountMinor,
            String currency,
            String status,
            Optional<Instant> endedAt) {}

    /** A run. Status is {@code planned}, then {@code approved} or {@code declined}. */
    record RunView(
            UUID id,
            String currency,
            String status,
            long payouts,
            long amountMinor,
            Optional<UUID> plannedBy,
            Instant plannedAt,
            Optional<UUID> decidedBy,
            Optional<Instant> decidedAt) {}

    /** Fails with {@code not-found} as long as the caller has not said how to be paid. */
    PayeeView payee(Caller caller);

    /** Says how the caller is paid from the next run on. */
    PayeeView payTo(Caller caller, String provider, String country);

    /** The caller's own. */
    List<PayoutView> payouts(Caller caller, Slice slice);

    /** Plans to pay everybody who has at least so much; moves nothing yet. */
    RunView plan(UUID staff, String currency, long leastMinor);

    /** Refused with {@code same-person} for who planned it, {@code conflict} when it was decided before. */
    RunView decide(UUID staff, UUID runId, boolean approved);

    RunView run(UUID runId);

    List<RunView> runs(Slice slice);

    /** What a run pays. */
    List<PayoutView> payoutsOf(UUID runId, Slice slice);

    /** Says of a manual payout that it was paid, or came back; {@code conflict} when it has ended or is not manual. */
    PayoutView end(UUID payoutId, boolean paid);
}
