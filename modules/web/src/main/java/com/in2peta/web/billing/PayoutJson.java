package com.in2peta.web.billing;

import com.in2peta.billing.api.Payouts.PayoutView;
import java.time.Instant;
import java.util.UUID;

/** A payout; its id is also the reference for the bank. */
public record PayoutJson(
        UUID id,
        UUID organizationId,
        UUID runId,
        String provider,
        long amountMinor,
        String currency,
        String status,
        Instant endedAt) {

    static PayoutJson of(PayoutView payout) {
        return new PayoutJson(
                payout.id(),
                payout.organizationId(),
                payout.runId(),
                payout.provider(),
                payout.amountMinor(),
                payout.currency(),
                payout.status(),
                payout.endedAt().orElse(null));
    }
}
