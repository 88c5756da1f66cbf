package com.in2peta.billing.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who takes the money. Calls leave the process, so they are made outside of transactions. */
public interface PaymentProcessor {

    /** A payment as the processor knows it; the status is the processor's own word. */
    record Payment(String id, String orderId, long amountMinor, String currency, String status) {

        public boolean isAuthorized() {
            return status.equals("authorized");
        }

        public boolean isCaptured() {
            return status.equals("captured");
        }
    }

    /** A refund as the processor knows it; the status is the processor's own word. */
    record Refund(String id, String status) {

        public boolean isPending() {
            return status.equals("pending");
        }

        public boolean isProcessed() {
            return status.equals("processed");
        }
    }

    /**
     * A payer who wants money back from his bank.
     *
     * @param stands {@code open}, {@code won} or {@code lost}
     */
    record Dispute(String id, String paymentId, long amountMinor, String stands) {}

    /** The processor's id of the order; asking twice for the same order answers the same id. */
    String createOrder(CreditOrder order);

    Optional<Payment> findPayment(String paymentId);

    /** Every payment of an order that was begun, oldest first. */
    List<Payment> paymentsOf(String processorOrderId);

    Payment capture(Payment payment);

    /**
     * Sends money of a payment back; asking twice under the same id answers the same refund. Empty when the processor refuses for good; an
     * exception when nobody knows what became of the request.
     */
    Optional<Refund> refund(String paymentId, UUID refundId, long amountMinor);

    Optional<Refund> findRefund(String processorRefundId);

    Dispute findDispute(String processorDisputeId);

    /** A page of them, newest first. */
    List<Dispute> newestDisputes();

    /** Whether the processor signed that this payment belongs to this order. */
    boolean signed(String processorOrderId, String paymentId, String signature);

    /** Fails with {@code invalid-signature} when the processor did not sign these bytes, with {@code invalid-request} when they are no event. */
    PaymentEvent event(byte[] body, String signature);
}
