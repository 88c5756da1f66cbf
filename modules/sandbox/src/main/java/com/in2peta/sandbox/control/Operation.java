package com.in2peta.sandbox.control;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the platform asks of a provider, and what those tell by themselves. The name is the provider's, then the operation's. */
public enum Operation {
    RUNPOD_RUN,
    RUNPOD_STATUS,
    RUNPOD_STREAM,
    RUNPOD_CANCEL,
    RUNPOD_HEALTH,
    /** The paths below {@code openai}. */
    RUNPOD_OPENAI,
    /** Endpoints and templates. */
    RUNPOD_MANAGEMENT,
    /** Not a request but what RunPod sends by itself at the end of a job. */
    RUNPOD_CALLBACK,
    /** Not a request but what Razorpay tells by itself. */
    RAZORPAY_WEBHOOK,
    /** Anything sent to a deployed service. */
    KOYEB_CALL,
    /** Apps, services and deployments. */
    KOYEB_MANAGEMENT,
    /** Anything sent to a web endpoint that answers itself, also the later hops of a long call. */
    MODAL_CALL,
    MODAL_SPAWN,
    MODAL_RESULT,
    MODAL_CANCEL;

    /** {@code runpod}, {@code koyeb}, {@code modal} or {@code razorpay}. */
    public String provider() {
        return wire().substring(0, wire().indexOf('_'));
    }

    /** The name without the provider, such as {@code run}. */
    public String operation() {
        return wire().substring(wire().indexOf('_') + 1);
    }

    static Optional<Operation> of(String provider, String operation) {
        return Stream.of(values())
                .filter(one -> one.wire().equals(provider + "_" + operation))
                .findFirst();
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
