package com.in2peta.sandbox.control;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways in which a provider can misbehave. */
public enum FaultKind {

    /** The answer is right but comes {@code millis} later. */
    LATENCY(When.ANSWER),
    /** 429 with {@code Retry-After: retry_after}. */
    TOO_MANY_REQUESTS(When.ANSWER),
    /** The error {@code status}, 500 unless told otherwise. */
    SERVER_ERROR(When.ANSWER),
    /** The connection is reset before a single byte of the answer. */
    RESET_BEFORE_HEADERS(When.ANSWER),
    /** The connection is reset between the headers and the body. */
    RESET_AFTER_HEADERS(When.ANSWER),
    /** The connection is reset in the middle of the body; of a stream, after its first event. */
    HALF_BODY(When.ANSWER),
    /** 200, said to be JSON, which it is not. */
    GARBAGE_JSON(When.ANSWER),
    /** 200 with a well-formed error in place of the result. */
    ERROR_BODY(When.ANSWER),
    /** 200 with a well-formed JSON body of {@code bytes}. */
    HUGE_BODY(When.ANSWER),

    /** The model starts only after {@code millis}, as when a machine has to be found first. */
    COLD_START(When.START),

    /** The callback is never sent. */
    CALLBACK_LOST(When.CALLBACK),
    /** The callback is sent {@code millis} late. */
    CALLBACK_LATE(When.CALLBACK),
    /** The callback is sent twice, whatever the answer. */
    CALLBACK_DUPLICATE(When.CALLBACK),
    /** The callback waits until that of another job has gone, but no longer than {@code millis}. */
    CALLBACK_REORDERED(When.CALLBACK),

    /** While the job runs, somebody says it is done, at its URL with another token. */
    FORGED_TOKEN(When.FORGERY),
    /** While the job runs, somebody says at its URL that another job is done. */
    FORGED_JOB(When.FORGERY),
    /** While the job runs, somebody who knows its URL says that it is done, with an output of his own. */
    FORGED_RESULT(When.FORGERY);

    /** The moment at which a fault shows. */
    public enum When {
        ANSWER,
        START,
        CALLBACK,
        FORGERY
    }

    private final When when;

    FaultKind(When when) {
        this.when = when;
    }

    public When when() {
        return when;
    }

    /** As in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FaultKind> of(String wire) {
        return Stream.of(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
