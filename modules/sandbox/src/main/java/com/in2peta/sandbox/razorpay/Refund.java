package com.in2peta.sandbox.razorpay;

import java.util.Optional;

/**
 * Money of a payment on its way back.
 *
 * @param receipt null when the merchant gave none
 * @param key by which a repeated request is known, null when none was sent
 * @param status {@code pending}, {@code processed} or {@code failed}
 * @param createdAt in seconds
 */
record Refund(
        String id,
        String paymentId,
        long amount,
        String currency,
        String receipt,
        String key,
        String speed,
        String status,
        long createdAt) {

    private static final String PENDING = "pending";
    private static final String FAILED = "failed";

    boolean isPending() {
        return status.equals(PENDING);
    }

    boolean isFailed() {
        return status.equals(FAILED);
    }

    boolean isSame(RefundRequest request) {
        return amount == request.amount().orElse(amount)
                && request.receipt().equals(Optional.ofNullable(receipt))
                && speed.equals(request.speed());
    }

    Refund ended(RefundOutcome outcome) {
        return new Refund(id, paymentId, amount, currency, receipt, key, speed, outcome.wire(), createdAt);
    }
}
