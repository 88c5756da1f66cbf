package com.in2peta.sandbox.razorpay;

import java.util.Locale;
import java.util.stream.Stream;

/** What becomes of a refund; a pending one gets another outcome later. */
enum RefundOutcome {
    PENDING,
    PROCESSED,
    FAILED;

    static RefundOutcome of(String wire) {
        return Stream.of(values())
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> RazorpayFailure.invalid("status", "status is one of pending, processed, failed"));
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
