package com.in2peta.billing.domain;

/**
 * A signed event of the processor: what it is called there, and which payment of which order it is about, and which dispute. The rest of it, which says who paid and how,
 * is never read.
 *
 */
public record PaymentEvent(String kind, String orderId, String paymentId, String disputeId, News news) {

    /** What may have happened, so that somebody is to look. */
    public enum News {
        MONEY_CAME,
        MONEY_WENT_BACK,
        MONEY_IS_DISPUTED,
        NOTHING
    }
}
