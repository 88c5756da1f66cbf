package com.in2peta.sandbox.razorpay;

import java.util.Map;

/**
 * An order. Paid once its captured payments reach its amount, and it stays paid.
 *
 * @param receipt null when none was sent
 * @param createdAt in seconds
 */
record Order(
        String id,
        long amount,
        long amountPaid,
        String currency,
        String receipt,
        String status,
        int attempts,
        Map<String, String> notes,
        boolean automaticCapture,
        long createdAt) {

    private static final String PAID = "paid";

    static Order of(String id, NewOrder request, long createdAt) {
        return new Order(
                id,
                request.amount(),
                0,
                request.currency(),
                request.receipt(),
                "created",
                0,
                request.notes(),
                request.automaticCapture(),
                createdAt);
    }

    boolean paid() {
        return status.equals(PAID);
    }

    long amountDue() {
        return Math.max(0, amount - amountPaid);
    }

    Order attempted() {
        return with(amountPaid, paid() ? PAID : "attempted", attempts + 1);
    }

    Order credited(long captured) {
        long total = Math.addExact(amountPaid, captured);
        return with(total, total >= amount ? PAID : status, attempts);
    }

    private Order with(long newAmountPaid, String newStatus, int newAttempts) {
        return new Order(
                id,
                amount,
                newAmountPaid,
                currency,
                receipt,
                newStatus,
                newAttempts,
                notes,
                automaticCapture,
                createdAt);
    }
}
