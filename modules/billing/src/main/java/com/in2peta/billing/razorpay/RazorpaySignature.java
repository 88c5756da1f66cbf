package com.in2peta.billing.razorpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 in lower-case hexadecimal, of checkouts and of webhooks (https://razorpay.com/docs/webhooks/validate-test/). */
final class RazorpaySignature {

    private static final String ALGORITHM = "HmacSHA256";

    private RazorpaySignature() {}

    /** Takes the same time wherever the first difference is. */
    static boolean is(String signature, byte[] content, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return MessageDigest.isEqual(
                    HexFormat.of().formatHex(mac.doFinal(content)).getBytes(StandardCharsets.US_ASCII),
                    signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
