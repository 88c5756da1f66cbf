package com.in2peta.models.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class ModelsConfig {

    @Inject
    @ConfigProperty(name = "in2peta.models.currency", defaultValue = "INR")
    String currency;

    @Inject
    @ConfigProperty(name = "in2peta.models.providers", defaultValue = "runpod,worker")
    Set<String> providers;

    /** The currency in which prices are given. */
    public String currency() {
        return currency;
    }

    /** The providers that a version's target may name. */
    public Set<String> providers() {
        return providers;
    }
}
