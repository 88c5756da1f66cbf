package com.in2peta.compliance.erasure;

import com.in2peta.compliance.config.ComplianceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where the ledger of erasures is. */
@ApplicationScoped
class Ledgers {

    private static final String FILE = "erasures.jsonl";

    @Inject
    ComplianceConfig config;

    ErasureLedger ledger() {
        return new ErasureLedger(config.witnessDir().resolve(FILE));
    }
}
