package com.in2peta.inference.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by Standard Webhooks (https://www.standardwebhooks.com), symmetric, version 1. */
public final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";
    private static final String SECRET = "whsec_";

    private WebhookSignature() {}

    /** The value of {@code webhook-signature}: one for each key, so that a receiver may know either. */
    public static String of(List<byte[]> keys, String id, Instant timestamp, byte[] body) {
        return keys.stream()
                .map(key -> VERSION + sign(key, id, timestamp, body))
                .collect(Collectors.joining(" "));
    }

    /** The key as receivers write it down. */
    public static String text(byte[] key) {
        return SECRET + Base64.getEncoder().encodeToString(key);
    }

    private static String sign(byte[] key, String id, Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has HmacSHA256
        }
    }
}
