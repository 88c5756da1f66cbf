package com.in2peta.billing.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    @Inject
    @ConfigProperty(name = "in2peta.billing.earnings-reserve", defaultValue = "P30D")
    Duration earningsReserve;

    @Inject
    @ConfigProperty(name = "in2peta.billing.razorpay-webhook-secret")
    Optional<String> razorpayWebhookSecret;

    @Inject
    @ConfigProperty(name = "in2peta.billing.razorpay-webhook-secret-before")
    Optional<String> razorpayWebhookSecretBefore;

    /** How long earnings wait before they can be paid out: as long as a payer can dispute a payment. */
    public Duration earningsReserve() {
        return earningsReserve;
    }

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

    /** With which events may be signed: after a change Razorpay repeats for a day what it had signed with the one before. */
    public List<String> razorpayWebhookSecrets() {
        return Stream.of(razorpayWebhookSecret, razorpayWebhookSecretBefore)
                .flatMap(Optional::stream)
                .toList();
    }
}
