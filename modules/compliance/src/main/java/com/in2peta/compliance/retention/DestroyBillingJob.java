package com.in2peta.compliance.retention;

import com.in2peta.compliance.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Destroys billing records that law does not want any more: one person starts it, another one approves what it found. */
@ApplicationScoped
public class DestroyBillingJob implements JobDefinition {

    static final String NAME = "destroy-billing";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean runsDry() {
        return true;
    }
}
