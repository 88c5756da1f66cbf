package com.in2peta.billing.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class BillingConfig {

    @Inject
    @ConfigProperty(name = "in2peta.billing.razorpay-url")
    URI razorpayUrl;

    @Inject
    @ConfigProperty(name = "in2peta.billing.razorpay-key-id")
    String razorpayKeyId;

    @Inject
    @ConfigProperty(name = "in2peta.billing.razorpay-key-secret")
    String razorpayKeySecret;

    /** Where Razorpay's API is; the {@code /v1} is not part of it. */
    public URI razorpayUrl() {
        return razorpayUrl;
    }

    public String razorpayKeyId() {
        return razorpayKeyId;
    }

    public String razorpayKeySecret() {
        return razorpayKeySecret;
    }
}
