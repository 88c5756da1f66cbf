package com.in2peta.inference.domain;

import java.time.Duration;
import java.util.Optional;

/** A provider did not do what it was asked. */
public class ProviderFailure extends RuntimeException {

    /** What can be done about it. */
    public enum Kind {
        /** It can work later, or elsewhere. */
        TEMPORARY,
        /** It cannot work there: another target may do. */
        TARGET,
        /** It cannot work. */
        FINAL
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    public ProviderFailure(String reason, Kind kind) {
        this(reason, kind, Optional.empty());
    }

    /** With the pause that the provider asked for. */
    public ProviderFailure(String reason, Kind kind, Optional<Duration> retryAfter) {
        super(reason, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
