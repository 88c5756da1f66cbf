package com.in2peta.sandbox.razorpay;

/**
 * The one merchant account the stand-in knows.
 *
 * @param keyId what a browser may see, {@code rzp_test_...}
 * @param keySecret signs checkouts and authenticates API calls
 * @param webhookSecret signs webhooks; different from the key secret, as at Razorpay
 */
public record RazorpayAccount(String keyId, String keySecret, String webhookSecret) {

    public RazorpayAccount {
        for (String value : new String[] {keyId, keySecret, webhookSecret}) {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("a Razorpay account needs a key id, a key secret, a webhook secret");
            }
        }
        if (keyId.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a key id cannot contain a colon");
        }
    }

    /** Without the secrets: accounts end up in log lines. */
    @Override
    public String toString() {
        return "RazorpayAccount[" + keyId + "]";
    }
}
