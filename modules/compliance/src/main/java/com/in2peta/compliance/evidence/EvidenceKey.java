package com.in2peta.compliance.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** The Ed25519 key that signs roots and certificates; its public half, which the file need not hold, is computed. */
final class EvidenceKey {

    private final PrivateKey secret;
    private final PublicKey publicKey;

    private EvidenceKey(PrivateKey secret, PublicKey publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    /** Reads a PKCS#8 PEM file. */
    static EvidenceKey read(Path file) {
        try {
            String pem = Files.readString(file)
                    .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                    .replaceAll("\\s", "");
            EdECPrivateKey key = (EdECPrivateKey) KeyFactory.getInstance(PublicKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            if (!key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
                throw new IllegalStateException("the key in in2peta.compliance.evidence-key-file is not of Ed25519");
            }
            byte[] bytes = new Ed25519PrivateKeyParameters(key.getBytes().orElseThrow(), 0)
                    .generatePublicKey()
                    .getEncoded();
            return new EvidenceKey(key, new PublicKey(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("in2peta.compliance.evidence-key-file cannot be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException("in2peta.compliance.evidence-key-file holds no PKCS#8 Ed25519 key", e);
        }
    }

    PublicKey publicKey() {
        return publicKey;
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(PublicKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the evidence key does not sign", e);
        }
    }
}
