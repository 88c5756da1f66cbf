package com.in2peta.compliance.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Signs documents that are handed out: a compact JWS whose payload is the document and is left out (RFC 7515, appendix F), so that the document
 * stays a file of its own.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DocumentSignatures {

    private static final int KEY_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    EvidenceKeys keys;

    @Inject
    Clock clock;

    /** The key is kept first: no signature exists whose key is not known. The type keeps one kind of document from passing for another. */
    public String sign(String type, byte[] document) {
        EvidenceKey key = keys.signing();
        Sql.with(database, connection -> {
            KeyTable.keep(connection, key.publicKey(), clock);
            return null;
        });
        String header = header(key.publicKey(), type);
        return header + ".." + BASE64.encodeToString(key.sign(header + "." + BASE64.encodeToString(document)));
    }

    /** Whether one of our keys, of now or before, signed this document. */
    public boolean isOurs(String type, byte[] document, String signature) {
        return holds(type, document, signature, keys.all());
    }

    /** Whether a key of this JWK set did. */
    public boolean isSignedBy(JsonNode jwks, String type, byte[] document, String signature) {
        List<PublicKey> known = new ArrayList<>();
        for (JsonNode jwk : jwks.path("keys")) {
            byte[] bytes = decoded(jwk.path("x").asText());
            if (jwk.path("crv").asText().equals(PublicKey.ALGORITHM) && bytes.length == KEY_BYTES) {
                known.add(new PublicKey(bytes));
            }
        }
        return holds(type, document, signature, known);
    }

    /** Nothing in a signature is followed: its header is made anew and compared. */
    private static boolean holds(String type, byte[] document, String signature, Collection<PublicKey> keys) {
        for (PublicKey key : keys) {
            String header = header(key, type);
            if (signature.startsWith(header + "..")) {
                return key.signed(
                        header + "." + BASE64.encodeToString(document),
                        decoded(signature.substring(header.length() + 2)));
            }
        }
        return false;
    }

    private static String header(PublicKey key, String type) {
        return BASE64.encodeToString(CanonicalJson.write(Map.of("alg", "EdDSA", "kid", key.kid(), "typ", type))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
