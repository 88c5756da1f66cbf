package com.in2peta.sandbox.razorpay;

import java.util.Set;

/**
 * A payer who wants his money back from his bank.
 *
 * @param status {@code open}, {@code under_review}, {@code won}, {@code lost} or {@code closed}
 * @param createdAt in seconds
 */
record Dispute(String id, String paymentId, long amount, String currency, String status, long createdAt) {

    private static final Set<String> STATUSES = Set.of("open", "under_review", "won", "lost", "closed");
    private static final Set<String> LAST = Set.of("won", "lost", "closed");

    Dispute {
        if (!STATUSES.contains(status)) {
            throw RazorpayFailure.invalid("status", "status is one of open, under_review, won, lost, closed");
        }
    }

    /** The last states are not left. */
    Dispute as(String next) {
        if (LAST.contains(status)) {
            throw RazorpayFailure.refused("the dispute has ended");
        }
        return new Dispute(id, paymentId, amount, currency, next, createdAt);
    }

    long amountDeducted() {
        return status.equals("lost") ? amount : 0;
    }
}
