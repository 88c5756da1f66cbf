package com.in2peta.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The public half of a key: 32 bytes of Ed25519. */
record PublicKey(byte[] bytes) {

    static final String ALGORITHM = "Ed25519";

    private static final int SIGNATURE_BYTES = 64;
    /** What stands before the 32 bytes in an X.509 key (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** The thumbprint of the key (RFC 7638, RFC 8037), by which it is found. */
    String kid() {
        String members = CanonicalJson.write(Map.of("crv", ALGORITHM, "kty", "OKP", "x", x()));
        return BASE64.encodeToString(Digests.sha256().digest(members.getBytes(StandardCharsets.UTF_8)));
    }

    /** As a member of a JWK set. */
    Map<String, String> jwk() {
        return Map.of("alg", "EdDSA", "crv", ALGORITHM, "kid", kid(), "kty", "OKP", "use", "sig", "x", x());
    }

    /** The length is looked at here: the JDK takes a signature for good that has zeros after its end. */
    boolean signed(String text, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        byte[] encoded = Arrays.copyOf(X509, X509.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, X509.length, bytes.length);
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(text.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // neither a key nor a signature
        }
    }

    private String x() {
        return BASE64.encodeToString(bytes);
    }
}
