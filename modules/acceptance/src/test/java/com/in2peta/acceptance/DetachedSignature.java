package com.in2peta.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Checks what the platform signed as somebody outside does: with nothing but the published keys. */
final class DetachedSignature {

    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private DetachedSignature() {}

    /** Whether a compact JWS without its payload (RFC 7515, appendix F) was made over this document with a key of the platform. */
    static boolean holds(Platform platform, String jws, byte[] document) {
        String[] parts = jws.split("\\.", -1);
        try {
            JsonNode header = Api.JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            if (parts.length != 3
                    || !parts[1].isEmpty()
                    || !header.path("alg").asText().equals("EdDSA")) {
                return false;
            }
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(
                            x509(key(platform, header.path("kid").asText())))));
            signature.update(
                    (parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(document))
                            .getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(Platform platform, String kid) {
        for (JsonNode key : platform.api()
                .get("/.well-known/in2peta-evidence-keys.json")
                .expect(200)
                .body()
                .path("keys")) {
            if (key.path("kid").asText().equals(kid)) {
                return Base64.getUrlDecoder().decode(key.path("x").asText());
            }
        }
        throw new AssertionError("no key " + kid);
    }

    private static byte[] x509(byte[] key) {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + key.length);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, key.length);
        return encoded;
    }
}
