package com.in2peta.compliance.retention;

import jakarta.enterprise.context.ApplicationScoped;

/** Destroying billing records whose time has passed. */
@ApplicationScoped
class BillingApproval extends RunApproval {

    @Override
    public String action() {
        return DestroyBillingJob.NAME;
    }
}
