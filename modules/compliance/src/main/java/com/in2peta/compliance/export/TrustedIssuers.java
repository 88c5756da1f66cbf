package com.in2peta.compliance.export;

import jakarta.enterprise.context.ApplicationScoped;

/** The installations whose packages are taken for what they say. */
@ApplicationScoped
class TrustedIssuers {

    String check(byte[] manifest, String signature) {
        return "not-checked";
    }
}
