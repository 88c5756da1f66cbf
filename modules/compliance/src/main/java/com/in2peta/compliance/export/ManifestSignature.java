package com.in2peta.compliance.export;

import jakarta.enterprise.context.ApplicationScoped;

/** The signature over a manifest. */
@ApplicationScoped
class ManifestSignature {

    byte[] of(byte[] manifest) {
        return new byte[0];
    }
}
