package com.in2peta.compliance.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class ComplianceConfig {

    @Inject
    @ConfigProperty(name = "in2peta.compliance.contact")
    String contact;

    /** The address that the policy names, and to which alerts go. */
    public String contact() {
        return contact;
    }
}
