package com.in2peta.sandbox.razorpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature by which a browser proves that Razorpay, and not the customer, says the order was paid. */
public final class RazorpaySignature {

    private static final String ALGORITHM = "HmacSHA256";

    private RazorpaySignature() {}

    /** Lower-case hex of HMAC-SHA256 over {@code orderId|paymentId}. */
    public static String ofCheckout(String orderId, String paymentId, String keySecret) {
        return hmac(orderId + "|" + paymentId, keySecret);
    }

    static String hmac(String content, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
