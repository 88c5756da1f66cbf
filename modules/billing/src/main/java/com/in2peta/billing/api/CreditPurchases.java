package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Buying credits: a pack becomes an order at Razorpay, a verified payment becomes credit, once. */
public interface CreditPurchases {

    /** A pack: what it costs in minor units (paise) and what it credits in micro-units. */
    record Pack(String id, long amountMinor, String currency, long creditMicros) {}

    /** An order, with what a checkout needs to know. */
    record OrderView(
            UUID id,
            String pack,
            long amountMinor,
            String currency,
            long creditMicros,
            String status,
            Optional<String> razorpayOrderId,
            Optional<String> razorpayPaymentId,
            String razorpayKeyId,
            Instant createdAt,
            Optional<Instant> paidAt) {}

    /** What Razorpay's checkout gave the browser. */
    record CheckoutResult(String orderId, String paymentId, String signature) {}

    List<Pack> packs();

    /** Makes the order here and at Razorpay; {@code processor-unavailable} when Razorpay does not answer. */
    OrderView order(Caller caller, String pack);

    OrderView get(Caller caller, UUID orderId);

    List<OrderView> list(Caller caller, Slice slice);

    /**
     * Believes nothing: checks the signature against the stored order, then asks Razorpay for the payment and compares order, amount and
     * currency. Repeating it answers the paid order and credits nothing again.
     */
    OrderView confirm(Caller caller, UUID orderId, CheckoutResult result);
}
