package com.in2peta.billing.api;

/** What the payment processor says by itself. It comes more than once, in any order, or not at all. */
public interface PaymentEvents {

    /**
     * Notes an event, so that it may be forgotten there; what it says is asked for again before it is believed.
     *
     * <p>Fails with {@code invalid-signature} when the processor did not sign the body as it came, and with {@code invalid-request} when it is no
     * event. An event that came before, that is about somebody else's order or that says nothing of use changes nothing.
     *
     * @param body the bytes as they came: written anew they would have another signature
     */
    void arrived(byte[] body, String signature, String eventId);
}
