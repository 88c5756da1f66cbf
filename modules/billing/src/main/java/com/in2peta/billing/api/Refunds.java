package com.in2peta.billing.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Money that goes back to who paid for credit and has not used it: one member of staff asks, another decides. */
public interface Refunds {

    /**
     * A refund. Status is {@code asked}, then {@code declined} or {@code due}; then {@code sent}, and {@code processed} or {@code failed}.
     *
     * @param amountMinor what goes back, in minor units (paise)
     * @param creditMicros what leaves the balance for it, in micro-units
     * @param reason a code of lower-case letters, digits and hyphens
     */
    record RefundView(
            UUID id,
            UUID organizationId,
            UUID orderId,
            long amountMinor,
            String currency,
            long creditMicros,
            String reason,
            String status,
            Optional<UUID> askedBy,
            Instant askedAt,
            Optional<UUID> decidedBy,
            Optional<Instant> decidedAt,
            Optional<String> razorpayRefundId,
            Optional<Instant> endedAt) {}

    /**
     * Asks for a refund of a paid order, of all that is left of it when no amount is named. Changes nothing in the books yet. Refused with
     * {@code refund-not-covered} when less is left.
     */
    RefundView ask(UUID staff, UUID orderId, OptionalLong amountMinor, String reason);

    /**
     * Decides. With a yes the credit leaves the balance at once and the money follows. Refused with {@code same-person} for who asked,
     * {@code conflict} when it was decided before, {@code refund-not-covered} when too much was used meanwhile.
     */
    RefundView decide(UUID staff, UUID refundId, boolean approved);

    RefundView get(UUID staff, UUID refundId);

    List<RefundView> list(Slice slice);
}
