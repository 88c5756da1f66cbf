package com.in2peta.billing.domain;

import java.util.List;
import java.util.Optional;

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

    /** The processor's id of the order; asking twice for the same order answers the same id. */
    String createOrder(CreditOrder order);

    Optional<Payment> findPayment(String paymentId);

    /** Every payment of an order that was begun, oldest first. */
    List<Payment> paymentsOf(String processorOrderId);

    Payment capture(Payment payment);

    /** Whether the processor signed that this payment belongs to this order. */
    boolean signed(String processorOrderId, String paymentId, String signature);

    /** Fails with {@code invalid-signature} when the processor did not sign these bytes, with {@code invalid-request} when they are no event. */
    PaymentEvent event(byte[] body, String signature);
}
