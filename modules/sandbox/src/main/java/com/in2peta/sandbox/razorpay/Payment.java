package com.in2peta.sandbox.razorpay;

import java.util.Map;

/**
 * An attempt to pay an order. Failed payments may still become authorized: banks answer late.
 *
 * @param method {@code card} or {@code upi}
 * @param amountRefunded what has gone back, and what is on its way
 * @param fee Razorpay's fee including tax, known once captured, 0 before
 * @param failure null unless failed
 * @param createdAt in seconds
 */
record Payment(
        String id,
        String orderId,
        long amount,
        String currency,
        String method,
        String status,
        long amountRefunded,
        long fee,
        long tax,
        Map<String, String> notes,
        Failure failure,
        long createdAt) {

    /** Why a payment failed, in Razorpay's words. */
    record Failure(String code, String description, String source, String step, String reason) {

        static Failure byBank() {
            return new Failure(
                    "BAD_REQUEST_ERROR",
                    "Payment was unsuccessful due to a temporary issue. If amount got deducted, it will be refunded"
                            + " within 5-7 working days.",
                    "gateway",
                    "payment_response",
                    "payment_failed");
        }
    }

    private static final String AUTHORIZED = "authorized";
    private static final String CAPTURED = "captured";
    private static final String REFUNDED = "refunded";
    private static final String FAILED = "failed";
    private static final long FEE_PERCENT = 2;
    private static final long GST_PERCENT = 18;

    static Payment failed(String id, Order order, long amount, String method, long createdAt) {
        return new Payment(
                id,
                order.id(),
                amount,
                order.currency(),
                method,
                FAILED,
                0,
                0,
                0,
                order.notes(),
                Failure.byBank(),
                createdAt);
    }

    boolean isAuthorized() {
        return status.equals(AUTHORIZED);
    }

    boolean isCaptured() {
        return status.equals(CAPTURED);
    }

    /** It was captured, and has gone back as a whole. */
    boolean isRefunded() {
        return status.equals(REFUNDED);
    }

    boolean isFailed() {
        return status.equals(FAILED);
    }

    Payment authorized() {
        return with(AUTHORIZED, amountRefunded, 0, 0);
    }

    Payment captured() {
        long commission = Math.round(amount * FEE_PERCENT / 100.0);
        long gst = Math.round(commission * GST_PERCENT / 100.0);
        return with(CAPTURED, amountRefunded, commission + gst, gst);
    }

    /** With so much more of it gone back; less, when a refund has failed. */
    Payment refunded(long more) {
        long all = amountRefunded + more;
        return with(all == amount ? REFUNDED : CAPTURED, all, fee, tax);
    }

    private Payment with(String newStatus, long newRefunded, long newFee, long newTax) {
        return new Payment(
                id, orderId, amount, currency, method, newStatus, newRefunded, newFee, newTax, notes, null, createdAt);
    }
}
