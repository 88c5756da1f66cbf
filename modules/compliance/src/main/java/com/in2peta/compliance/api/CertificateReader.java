package com.in2peta.compliance.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Certificates that were issued: what was done for a request, signed, without personal data. */
public interface CertificateReader {

    /**
     * A certificate.
     *
     * @param jws the signed document, a compact JWS
     */
    record CertificateView(UUID id, UUID requestId, String jws, Instant createdAt) {}

    Optional<CertificateView> find(UUID id);

    /**
     * What shows that the certificate's entry is part of the signed root of its day, as JSON for the verifier: the Merkle path and the root.
     * Empty until that day has been signed, which happens after it has passed (UTC).
     */
    Optional<String> proof(UUID id);
}
