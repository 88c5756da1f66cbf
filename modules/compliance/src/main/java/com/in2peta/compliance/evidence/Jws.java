package com.in2peta.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;

/** A signed document: a compact JWS (RFC 7515) with EdDSA (RFC 8037), and with a type, so that none passes for another. */
final class Jws {

    static final String ROOT = "in2peta-evidence-root+jws";
    static final String CERTIFICATE = "in2peta-certificate+jws";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Jws() {}

    static String sign(EvidenceKey key, String type, Map<String, ?> payload) {
        String text = unsigned(key.publicKey(), type, payload);
        return text + "." + BASE64.encodeToString(key.sign(text));
    }

    /** Whether the document is exactly this payload, signed with one of the keys. Nothing in it is followed: it is made anew and compared. */
    static boolean holds(String jws, String type, Map<String, ?> payload, Collection<PublicKey> keys) {
        int end = jws.lastIndexOf('.');
        for (PublicKey key : keys) {
            String text = unsigned(key, type, payload);
            if (end == text.length() && jws.startsWith(text)) {
                return key.signed(text, decoded(jws.substring(end + 1)));
            }
        }
        return false;
    }

    private static String unsigned(PublicKey key, String type, Map<String, ?> payload) {
        String header = CanonicalJson.write(Map.of("alg", "EdDSA", "kid", key.kid(), "typ", type));
        return base64(header) + "." + base64(CanonicalJson.write(payload));
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without idle bits or padding, or nothing: one signature has one text. */
    private static byte[] decoded(String signature) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(signature);
            return BASE64.encodeToString(bytes).equals(signature) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
