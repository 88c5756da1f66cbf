package com.in2peta.worker.http;

import java.time.Duration;

/** The bounds of the HTTP side, as the protocol states them where it does. */
final class HttpLimits {

    static final int RUN_BODY_BYTES = 10 << 20;
    static final int RUNSYNC_BODY_BYTES = 20 << 20;

    /** How much of a refused body is read and thrown away, so that the caller gets to see the answer. */
    static final int DISCARDED_BYTES = 32 << 20;

    static final int JSON_DEPTH = 32;
    static final int JSON_NUMBER_CHARACTERS = 100;
    static final int WEBHOOK_URL_CHARACTERS = 2_048;

    static final Duration DEFAULT_WAIT = Duration.ofSeconds(90);
    static final Duration MAX_WAIT = Duration.ofSeconds(300);

    static final Duration DEFAULT_EXECUTION_TIMEOUT = Duration.ofMinutes(10);
    static final Duration MIN_EXECUTION_TIMEOUT = Duration.ofMillis(100);
    static final Duration DEFAULT_TTL = Duration.ofDays(1);
    static final Duration MIN_TTL = Duration.ofSeconds(1);
    static final Duration MAX_POLICY = Duration.ofDays(7);

    static final int THREADS = 16;
    static final int CONNECTIONS = 1_000;
    static final int BACKLOG = 256;

    private HttpLimits() {}
}
