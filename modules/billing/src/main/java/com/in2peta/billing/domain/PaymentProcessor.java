package com.in2peta.billing.domain;

import java.util.Optional;

/** Who takes the money. Calls leave the process, so they are made outside of transactions. */
public interface PaymentProcessor {

    /** A payment as the processor knows it; the status is the processor's own word. */
    record Payment(String id, String orderId, long amountMinor, String currency, String status) {}

    /** The processor's id of the order; asking twice for the same order answers the same id. */
    String createOrder(CreditOrder order);

    Optional<Payment> findPayment(String paymentId);

    Payment capture(Payment payment);

    /** Whether the processor signed that this payment belongs to this order. */
    boolean signed(String processorOrderId, String paymentId, String signature);
}
