package com.in2peta.compliance.retention;

import jakarta.enterprise.context.ApplicationScoped;

/** Dropping more than usual. */
@ApplicationScoped
class MassDropApproval extends RunApproval {

    @Override
    public String action() {
        return MassDrop.ACTION;
    }
}
