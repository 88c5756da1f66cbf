package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.evidence.DocumentSignatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose packages are taken. Our own are known by our keys. Those of others are known when the operator has put their keys into a file; then
 * nobody else's are taken. Without the file the digests of the manifest alone are checked.
 */
@ApplicationScoped
class TrustedIssuers {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ComplianceConfig config;

    @Inject
    DocumentSignatures signatures;

    /** {@code verified} or {@code not-checked}. */
    String check(byte[] manifest, String signature) {
        if (signatures.isOurs(Manifest.SIGNATURE_TYPE, manifest, signature)) {
            return "verified";
        }
        Optional<Path> file = config.trustedIssuersFile();
        if (file.isEmpty()) {
            return "not-checked";
        }
        try {
            if (signatures.isSignedBy(
                    JSON.readTree(file.get().toFile()), Manifest.SIGNATURE_TYPE, manifest, signature)) {
                return "verified";
            }
        } catch (IOException e) {
            throw new UncheckedIOException("in2peta.compliance.trusted-issuers-file cannot be read", e);
        }
        throw PackageReader.refused("manifest.sig is of nobody whose key is known here.");
    }
}
