package com.in2peta.compliance.evidence;

import com.in2peta.compliance.api.CertificateReader.CertificateView;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Makes certificates. Each is tied to the chain: its entry holds the digest of its body, and the certificate holds the entry. */
record Issuer(EvidenceKey key, String url, Clock clock) {

    CertificateView issue(Connection connection, UUID requestId, Map<String, ?> body) throws SQLException {
        String digest = Digests.sha256Hex(Body.text(body, Limits.CERTIFICATE_BYTES));
        KeyTable.keep(connection, key.publicKey(), clock);
        UUID id = Ids.next(clock);
        Entry entry = Entry.bySystem(
                EvidenceKind.CERTIFICATE,
                id.toString(),
                Map.of("request_id", requestId.toString(), "body_sha256", digest));
        Link link = Chain.append(connection, clock, List.of(entry)).get(0);
        Instant now = link.at();
        String jws = Jws.sign(key, Jws.CERTIFICATE, payload(id, requestId, body, link));
        CertificateView certificate = new CertificateView(id, requestId, jws, now);
        CertificateTable.insert(connection, certificate, link.seq());
        return certificate;
    }

    private Map<String, Object> payload(UUID id, UUID requestId, Map<String, ?> body, Link link) {
        Map<String, Object> payload = new TreeMap<>();
        payload.put("iss", url);
        payload.put("iat", link.at().getEpochSecond());
        payload.put("jti", id.toString());
        payload.put("request_id", requestId.toString());
        payload.put("body", body);
        payload.put(
                "evidence",
                Map.of(
                        "seq", link.seq(),
                        "record", link.record(),
                        "prev", Digests.hex(link.prev()),
                        "hash", Digests.hex(link.hash())));
        return payload;
    }
}
