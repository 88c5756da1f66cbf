package com.in2peta.sandbox.control;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Times of the providers, in milliseconds. By default they are the real ones; tests make them short. */
public enum Setting {

    /** How long Koyeb's edge waits for the first byte of an answer before it says 504. */
    KOYEB_EDGE_TIMEOUT_MS(100_000),
    /** How long a deployment at Koyeb stays in each state on its way to being healthy. Nobody promises a time. */
    KOYEB_STEP_MS(500),
    /** How long a service at Koyeb that may scale to zero is idle until it sleeps. */
    KOYEB_IDLE_MS(300_000),
    /** How long the first call to a sleeping service at Koyeb waits for it. */
    KOYEB_WAKE_MS(2_000),
    /** How long Modal holds a call before it answers with a redirect. */
    MODAL_HOP_MS(150_000),
    /** How long Modal keeps the result of a call. */
    MODAL_RESULT_KEPT_MS(604_800_000),
    /** The distance between two tries of an event of Razorpay. */
    RAZORPAY_WEBHOOK_RETRY_MS(10_000),
    /** The distance between two tries of a callback of RunPod. */
    RUNPOD_CALLBACK_RETRY_MS(10_000),
    /** How long RunPod keeps the result of a job. */
    RUNPOD_RESULT_KEPT_MS(1_800_000);

    static final long MAX_MS = 604_800_000;

    private final long byDefault;

    Setting(long byDefault) {
        this.byDefault = byDefault;
    }

    long byDefault() {
        return byDefault;
    }

    /** As in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Setting> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
