package com.in2peta.models.app;

import com.in2peta.models.api.HardwareList.Hardware;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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

    @Inject
    @ConfigProperty(
            name = "in2peta.models.hardware",
            defaultValue =
                    "cpu=CPU,gpu-t4=Nvidia T4 GPU,gpu-l40s=Nvidia L40S GPU,gpu-a100-large=Nvidia A100 (80GB) GPU,gpu-h100=Nvidia H100 GPU")
    List<String> hardware;

    /** The currency in which prices are given. */
    public String currency() {
        return currency;
    }

    /** The providers that a version's target may name. */
    public Set<String> providers() {
        return providers;
    }

    /** The kinds of machines that models may ask for, in the operator's order. */
    public List<Hardware> hardware() {
        return hardware.stream()
                .map(entry -> entry.split("=", 2))
                .map(parts -> new Hardware(parts[parts.length - 1].strip(), parts[0].strip()))
                .toList();
    }
}
